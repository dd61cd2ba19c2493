package dev.fundbell.test.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests of {@link Chromium} that need none. */
class ChromiumTests {

	@TempDir
	Path directory;

	@Test
	void failsTestsWhereItIsRequiredAndMissing() {
		assertThatIllegalStateException()
			.isThrownBy(() -> Chromium
				.executable(Map.of("FUNDBELL_CHROMIUM", missing().toString(), "FUNDBELL_REQUIRE_CHROMIUM", "true")))
			.withMessageContaining("set FUNDBELL_CHROMIUM");
	}

	@Test
	void skipsTestsWhereItIsMissing() {
		assertThatExceptionOfType(TestAbortedException.class)
			.isThrownBy(() -> Chromium.executable(Map.of("FUNDBELL_CHROMIUM", missing().toString())));
	}

	@Test
	void takesTheConfiguredExecutable() throws Exception {
		Path executable = Files.createFile(missing());
		assertThat(executable.toFile().setExecutable(true)).isTrue();
		assertThat(Chromium.executable(Map.of("FUNDBELL_CHROMIUM", executable.toString()))).isEqualTo(executable);
	}

	private Path missing() {
		return this.directory.resolve("chromium");
	}

}
