package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that {@code compose-env} provides each secret of {@code docker-compose.yml}.
 */
class ComposeEnvIT {

	@Test
	void writesEachSecretThatTheFileRequires(@TempDir Path directory) throws IOException, InterruptedException {
		Process command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				Jars.FUNDBELL.toString(), "compose-env", "--home=" + directory)
			.inheritIO()
			.start();
		assertThat(command.waitFor()).isZero();
		List<String> provided = Files.readAllLines(directory.resolve(".env"))
			.stream()
			.filter((line) -> line.contains("="))
			.map((line) -> line.substring(0, line.indexOf('=')))
			.toList();
		assertThat(provided).containsAll(ComposeFileTests.secrets());
	}

}
