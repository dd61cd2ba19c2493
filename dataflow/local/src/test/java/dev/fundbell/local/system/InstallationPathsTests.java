package dev.fundbell.local.system;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class InstallationPathsTests {

	@TempDir
	Path home;

	@Test
	void deletesWhatTheSystemMadeAndNothingElse() throws Exception {
		Path directory = this.home.resolve("state");
		InstallationPaths paths = new InstallationPaths(this.home, directory);
		for (String file : new String[] { "data/mariadb/x", "logs/kafka.log", "run/kafka.pid",
				"apps/tasks/x/stdout.log", "tmp/skipper/x", "passwords.properties", "holiday.jpg" }) {
			Files.createDirectories(directory.resolve(file).getParent());
			Files.createFile(directory.resolve(file));
		}

		paths.deleteState();

		assertThat(directory).isDirectoryContaining((path) -> path.endsWith("holiday.jpg"));
		try (var rest = Files.list(directory)) {
			assertThat(rest).hasSize(1);
		}
	}

	@Test
	void deletesNothingWhereNothingIs() throws Exception {
		new InstallationPaths(this.home, this.home.resolve("state")).deleteState();

		assertThat(this.home).isEmptyDirectory();
	}

}
