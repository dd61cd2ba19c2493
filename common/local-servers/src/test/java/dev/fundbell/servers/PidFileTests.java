package dev.fundbell.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

	@ParameterizedTest
	@ValueSource(strings = { "1000", "1000@an-earlier-boot", "@" })
	void doesNotTakeAnotherProcessWithTheSamePidForIt(String start) throws Exception {
		Path path = this.directory.resolve("part.pid");
		Files.writeString(path, ProcessHandle.current().pid() + " " + start + "\n");

		assertThat(new PidFile(path).running()).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void staysRightWhenSomebodySetsTheClock() throws Exception {
		ProcessHandle process = ProcessHandle.current();
		PidFile file = new PidFile(this.directory.resolve("part.pid"));
		file.write(process);

		// The time of the start would change by a step of the clock.
		Instant start = process.info().startInstant().orElseThrow();
		assertThat(Files.readString(file.path())).startsWith(process.pid() + " ")
			.contains("@")
			.doesNotContain(Long.toString(start.getEpochSecond()));
	}

	@Test
	void findsTheProcessThatAnEarlierVersionWrote() throws Exception {
		Path path = this.directory.resolve("part.pid");
		ProcessHandle process = ProcessHandle.current();
		long start = process.info().startInstant().orElseThrow().toEpochMilli();
		Files.writeString(path, process.pid() + " " + start + "\n");

		assertThat(new PidFile(path).running()).contains(process);
	}

	@Test
	void readsNothingFromAMissingOrBrokenFile() throws Exception {
		Path path = this.directory.resolve("part.pid");
		assertThat(new PidFile(path).running()).isEmpty();

		Files.writeString(path, "12");

		assertThat(new PidFile(path).running()).isEmpty();
	}

}
