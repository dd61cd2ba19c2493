package dev.fundbell.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ChildProcessIT {

	@TempDir
	Path directory;

	@Test
	void endsWithTheJvmThatStartedItEvenIfThatWasKilled() throws Exception {
		Process parent = new ProcessBuilder(
				JavaProgram.command(Parent.class, List.of(), List.of(this.directory.toString())))
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		PidFile pidFile = new PidFile(this.directory.resolve("pid"));
		await().atMost(Duration.ofSeconds(30)).until(() -> pidFile.running().isPresent());
		ProcessHandle child = pidFile.running().orElseThrow();

		parent.destroyForcibly().waitFor();

		assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
	}

	@Test
	void doesNotHearCtrlC() throws Exception {
		ChildProcess child = ChildProcess.start(shell("trap 'echo heard' INT; kill -INT $$; echo deaf"));

		assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isZero();
		assertThat(child.logFile()).content().isEqualTo("deaf\n");
	}

	@Test
	void isKilledWhenItDoesNotStopInTime() {
		ChildProcess child = ChildProcess.start(shell("trap '' TERM; echo ready; while :; do sleep 1; done"));
		await().until(() -> Files.readString(child.logFile()).equals("ready\n"));

		child.stop(Duration.ofMillis(200));

		assertThat(child.isAlive()).isFalse();
		assertThat(this.directory.resolve("pid")).doesNotExist();
	}

	@Test
	void handsSecretsOverInTheEnvironment() throws Exception {
		ChildProcess child = ChildProcess
			.start(new ChildCommand("part", List.of("/bin/sh", "-c", "echo $SECRET"), Map.of("SECRET", "hidden"),
					this.directory, this.directory.resolve("log"), this.directory.resolve("pid")));

		child.onExit().get(10, TimeUnit.SECONDS);

		assertThat(child.logFile()).content().isEqualTo("hidden\n");
	}

	@Test
	void saysWithWhichExitCodeItEndedWhileStarting() {
		ChildProcess child = ChildProcess.start(shell("exit 3"));

		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> child.await(Duration.ofSeconds(10), () -> false))
			.withMessage("part ended with exit code 3 while starting: see " + this.directory.resolve("log"));
	}

	@Test
	void saysThatItDidNotAnswerInTime() {
		ChildProcess child = ChildProcess.start(shell("exec sleep 60"));

		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> child.await(Duration.ofMillis(100), () -> false))
			.withMessageStartingWith("part did not answer within");
		child.kill();
	}

	@Test
	void refusesToStartBesideTheOneOfAnEarlierRun() {
		ChildProcess first = ChildProcess.start(shell("exec sleep 60"));

		assertThatExceptionOfType(LocalServerException.class)
			.isThrownBy(() -> ChildProcess.start(shell("exec sleep 60")))
			.withMessage("part of an earlier run still runs as process %1$d: end it with `kill %1$d`", first.pid());
		first.kill();
	}

	private ChildCommand shell(String script) {
		return new ChildCommand("part", List.of("/bin/sh", "-c", script), Map.of(), this.directory,
				this.directory.resolve("log"), this.directory.resolve("pid"));
	}

	static final class Parent {

		private Parent() {
		}

		public static void main(String[] args) throws InterruptedException {
			Path directory = Path.of(args[0]);
			ChildProcess.start(new ChildCommand("sleeper", List.of("sleep", "600"), Map.of(), directory,
					directory.resolve("log"), directory.resolve("pid")));
			Thread.sleep(Duration.ofMinutes(10).toMillis());
		}

	}

}
