package dev.fundbell.local.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ClassDataTests {

	private static final String OPTIONS = "deployer.sse-sink.local.java-opts";

	@TempDir
	private Path directory;

	@Test
	void addsItsOptionsToThoseOfTheSink() throws IOException {
		ClassData data = new ClassData(Map.of("sse-sink", extracted("plain")), List.of());

		assertThat(data.addedTo(Map.of(OPTIONS, "-Xmx256m", "app.sse-sink.server.port", "8081")))
			.containsEntry("app.sse-sink.server.port", "8081")
			.hasEntrySatisfying(OPTIONS,
					(options) -> assertThat(options).startsWith("-Xmx256m -X").contains(" -XX:DumpLoadedClassList="));
	}

	@Test
	void leavesOutOptionsThatSkipperWouldDivide() throws IOException {
		Map<String, String> properties = Map.of(OPTIONS, "-Xmx256m");

		assertThat(new ClassData(Map.of("sse-sink", extracted("with blanks")), List.of()).addedTo(properties))
			.isEqualTo(properties);
		assertThat(new ClassData(Map.of("sse-sink", extracted("with,comma")), List.of()).addedTo(properties))
			.isEqualTo(properties);
	}

	private Path extracted(String name) throws IOException {
		Path app = Files.createDirectory(this.directory.resolve(name));
		Files.createFile(app.resolve("contents"));
		return Files.createFile(app.resolve("sse-sink.jar"));
	}

}
