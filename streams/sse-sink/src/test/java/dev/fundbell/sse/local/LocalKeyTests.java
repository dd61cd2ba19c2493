package dev.fundbell.sse.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The key outlives a restart, and nobody else can read it. */
class LocalKeyTests {

	@TempDir
	private Path directory;

	@Test
	void makesAKeyThatOnlyItsOwnerCanRead() throws IOException {
		Path file = this.directory.resolve("new/key");
		LocalKey.readOrCreate(file);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		try (Stream<Path> files = Files.list(file.getParent())) {
			assertThat(files).containsExactly(file);
		}
	}

	@Test
	void readsTheSameKeyAgain() {
		Path file = this.directory.resolve("key");
		assertThat(LocalKey.readOrCreate(file)).isEqualTo(LocalKey.readOrCreate(file));
	}

	@Test
	void saysWhatToDoWithAFileThatHoldsNoKey() throws IOException {
		Path file = Files.writeString(this.directory.resolve("key"), "short");
		assertThatIllegalStateException().isThrownBy(() -> LocalKey.readOrCreate(file))
			.withMessageContaining("delete it");
	}

}
