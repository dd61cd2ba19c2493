package dev.fundbell.local.system;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AppProcessesTests {

	@TempDir
	Path directory;

	private Process app;

	@BeforeEach
	void startApp() throws Exception {
		this.app = new ProcessBuilder("sleep", "600").start();
	}

	@AfterEach
	void killApp() {
		this.app.destroyForcibly();
	}

	@Test
	void endsWhatItRemembers() {
		AppProcesses processes = new AppProcesses(this.directory);
		processes.track(List.of(this.app.toHandle()));

		assertThat(processes.end()).isEqualTo(1);
		assertThat(this.app.isAlive()).isFalse();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void endsWhatAnEarlierRunWroteDown() {
		new AppProcesses(this.directory).track(List.of(this.app.toHandle()));

		assertThat(new AppProcesses(this.directory).end()).isEqualTo(1);
		assertThat(this.app.isAlive()).isFalse();
	}

	@Test
	void forgetsAnAppThatHasEnded() throws Exception {
		AppProcesses processes = new AppProcesses(this.directory);
		processes.track(List.of(this.app.toHandle()));
		this.app.destroyForcibly().waitFor();

		processes.track(List.of());

		assertThat(this.directory).isEmptyDirectory();
		assertThat(processes.end()).isZero();
	}

	@Test
	void leavesOtherProcessesAlone() {
		assertThat(new AppProcesses(this.directory).end()).isZero();
		assertThat(this.app.isAlive()).isTrue();
	}

}
