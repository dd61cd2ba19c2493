package dev.fundbell.local.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

import dev.fundbell.servers.LocalServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LogsTests {

	@TempDir
	Path directory;

	@Test
	void findsTheLogOfAPart() throws Exception {
		Path log = write("logs/kafka.log", 1);

		assertThat(logs().of("kafka")).isEqualTo(log);
	}

	@Test
	void findsTheLatestRunOfAnApp() throws Exception {
		write("apps/tasks/coupon-expiry-task-1/stdout.log", 1000);
		Path latest = write("apps/tasks/coupon-expiry-task-2/stdout.log", 3000);
		write("apps/tasks/other-task-3/stdout.log", 5000);

		assertThat(logs().of("coupon-expiry-task")).isEqualTo(latest);
	}

	@Test
	void saysWhatThereAreLogsOf() {
		assertThatExceptionOfType(LocalServerException.class).isThrownBy(() -> logs().of("kafak"))
			.withMessageContaining("no log of kafak")
			.withMessageContaining("mariadb, kafka, skipper, dataflow");
	}

	private Logs logs() {
		return new Logs(new InstallationPaths(this.directory, this.directory));
	}

	private Path write(String name, long modified) throws Exception {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, "text");
		Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
		return file;
	}

}
