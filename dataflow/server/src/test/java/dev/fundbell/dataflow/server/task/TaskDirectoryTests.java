package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link TaskDirectory}, {@link TaskLog} and {@link ProcessExit}. */
class TaskDirectoryTests {

	@TempDir
	Path root;

	private TaskDirectory directory;

	@BeforeEach
	void create() throws IOException {
		this.directory = TaskDirectory.of(this.root, "probe-1234").orElseThrow().create();
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", "../secrets", "a/b", "", ".", "a\\b", "a\0b", "null/../../etc" })
	void refusesALaunchIdThatLeadsOutOfTheRoot(String launchId) {
		assertThat(TaskDirectory.of(this.root, launchId)).isEmpty();
	}

	@Test
	void findsTheProcessAgainThatWasNoted() throws IOException {
		this.directory.note(ProcessHandle.current());
		assertThat(this.directory.process()).contains(ProcessHandle.current());
	}

	/** The server died, or had no room on the disk, before it noted the process. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void findsAProcessThatWasNotNotedByItsDirectory() throws Exception {
		assertThat(this.directory.wasStarted()).isFalse();
		Process process = new ProcessBuilder("sleep", "600").directory(this.directory.path().toFile())
			.redirectOutput(this.directory.output().toFile())
			.start();
		try {
			assertThat(this.directory.process()).contains(process.toHandle());
			assertThat(this.directory.wasStarted()).isTrue();
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		assertThat(this.directory.process()).isEmpty();
		assertThat(this.directory.wasStarted()).isTrue();
	}

	@Test
	void takesNoStrangerWithTheSameNumberForTheProcess() throws IOException {
		Files.writeString(this.directory.path().resolve("process"),
				ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");
		assertThat(this.directory.process()).isEmpty();
	}

	/** As after a power cut or on a full disk, from an earlier version. */
	@Test
	void aNoteThatWasNotWrittenWholeIsAbsent() throws IOException {
		for (String content : List.of("", "12", "x y")) {
			Files.writeString(this.directory.path().resolve("process"), content);
			Files.writeString(this.directory.path().resolve("exit"), content.replace("12", "1 2"));
			assertThat(this.directory.process()).isEmpty();
			assertThat(this.directory.exitValue()).isNull();
		}
		Files.delete(this.directory.path().resolve("exit"));
		Files.createDirectory(this.directory.path().resolve("exit"));
		assertThat(this.directory.exitValue()).isNull();
	}

	@Test
	void remembersTheExitValue() throws IOException {
		assertThat(this.directory.exitValue()).isNull();
		this.directory.noteExit(137);
		assertThat(this.directory.exitValue()).isEqualTo(137);
	}

	@Test
	void showsErrorsBeforeOutputAndOnlyWhatThereIs() throws IOException {
		Files.writeString(this.directory.output(), "ready\n");
		Files.writeString(this.directory.errors(), "");
		assertThat(new TaskLog(this.directory).read()).isEqualTo("stdout:\nready\n");
		Files.writeString(this.directory.errors(), "oh\n");
		assertThat(new TaskLog(this.directory).read()).isEqualTo("stderr:\noh\nstdout:\nready\n");
	}

	@Test
	void showsTheEndOfALongLog() throws IOException {
		Files.writeString(this.directory.errors(), "");
		Files.writeString(this.directory.output(), "x".repeat(TaskLog.SHOWN_BYTES) + "the end");
		assertThat(new TaskLog(this.directory).read()).hasSizeBetween(TaskLog.SHOWN_BYTES, TaskLog.SHOWN_BYTES + 1000)
			.contains("7 bytes before this")
			.endsWith("the end");
	}

	@Test
	void saysThatAnotherServersLogIsNotHere() {
		TaskDirectory elsewhere = TaskDirectory.of(this.root, "probe-5678").orElseThrow();
		assertThat(new TaskLog(elsewhere).read()).isEqualTo("There is no log of probe-5678 on this server.");
	}

	@Test
	void quotesTheLastErrorOfAProcessThatEndedByItself() throws IOException {
		Files.writeString(this.directory.errors(), "Picked up options\nError: Unable to access jarfile probe.jar\n");
		assertThat(ProcessExit.of(1, this.directory).reason()).isEqualTo(
				"The process ended with exit code 1 before it reported its end: Error: Unable to access jarfile probe.jar");
	}

	@Test
	void quotesWhatSpringBootSaysOfAFailedStart() throws IOException {
		Files.writeString(this.directory.output(), """
				09:00 INFO starts
				***************************
				APPLICATION FAILED TO START
				***************************

				Description:

				Failed to bind properties under 'a.b':

				    Value: "soon"

				Action:

				Update your application's configuration
				""");
		assertThat(ProcessExit.of(1, this.directory).reason())
			.endsWith(" its end: Failed to bind properties under 'a.b': Value: \"soon\"");
	}

	@Test
	void quotesTheCauseOfAFailureThatIsOnlyLogged() throws IOException {
		Files.writeString(this.directory.errors(), "");
		Files.writeString(this.directory.output(), """
				09:00 ERROR Application run failed
				java.lang.IllegalStateException: no start
				Caused by: java.lang.IllegalStateException: no bean
					at some.Place
				Caused by: java.net.ConnectException: Connection refused
					... 12 more
				""");
		assertThat(ProcessExit.of(1, this.directory).reason())
			.endsWith(" its end: java.net.ConnectException: Connection refused");
	}

	/** A search that begins again at each letter would take minutes. */
	@Test
	@Timeout(20)
	void looksForACauseOnceThroughALongLog() throws IOException {
		Files.writeString(this.directory.errors(), "");
		Files.writeString(this.directory.output(), "09:00 INFO a line of an ordinary log\n".repeat(4000));
		for (int end = 0; end < 30; end++) {
			assertThat(ProcessExit.of(1, this.directory).reason()).endsWith("reported its end.");
		}
	}

	@Test
	void aLaunchIdMayHaveLettersOfAllAlphabets() {
		assertThat(TaskDirectory.of(this.root, "쿠폰-만료-1234")).isPresent();
	}

	@Test
	void namesTheSignalThatKilledAProcess() throws IOException {
		Files.writeString(this.directory.errors(), "");
		assertThat(ProcessExit.of(137, this.directory)).isEqualTo(
				new ProcessExit(137, "FAILED", "The process was killed (signal 9) before it reported its end.", true));
	}

	@Test
	void aLaunchThatFailedForAReasonThatPassesMayBeRepeated() {
		assertThat(ProcessExit.failedLaunch(new IOException("no such file")).exitValue()).isOne();
		assertThat(ProcessExit
			.failedLaunch(new IllegalStateException("no query", new DataAccessResourceFailureException("away"))))
			.isEqualTo(ProcessExit.lost("Never started: the launch failed, no query"));
	}

	@Test
	void saysThatATaskWasStopped() throws IOException {
		this.directory.noteStop();
		assertThat(ProcessExit.of(143, this.directory))
			.isEqualTo(new ProcessExit(143, "STOPPED", "The task was stopped on request.", true));
	}

}
