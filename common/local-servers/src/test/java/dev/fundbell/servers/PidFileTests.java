package dev.fundbell.servers;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PidFileTests {

	@TempDir
	Path directory;

	@Test
	void findsTheProcessThatWasWritten() {
		PidFile file = new PidFile(this.directory.resolve("run/part.pid"));
		file.write(ProcessHandle.current());

		assertThat(file.running()).contains(ProcessHandle.current());
	}

	@Test
	void doesNotTakeAnotherProcessWithTheSamePidForIt() throws Exception {
		Path path = this.directory.resolve("part.pid");
		Files.writeString(path, ProcessHandle.current().pid() + " 1000\n");

		assertThat(new PidFile(path).running()).isEmpty();
	}

	@Test
	void readsNothingFromAMissingOrBrokenFile() throws Exception {
		Path path = this.directory.resolve("part.pid");
		assertThat(new PidFile(path).running()).isEmpty();

		Files.writeString(path, "12");

		assertThat(new PidFile(path).running()).isEmpty();
	}

}
