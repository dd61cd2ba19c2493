package dev.fundbell.local.startup;

import java.nio.file.Path;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.LocalPorts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WelcomeTests {

	private final Welcome welcome = new Welcome(
			new InstallationPaths(Path.of("/project"), Path.of("/project/.fundbell")),
			new LocalPorts(1001, 1002, 1003, 1004, 1005, 1006));

	@Test
	void tellsWhereEveryPartIs() {
		assertThat(this.welcome.text(false)).contains("http://127.0.0.1:1001/dashboard", "http://127.0.0.1:1002/",
				"http://127.0.0.1:1003/api", "127.0.0.1:1004", "127.0.0.1:1005", "Ctrl-C stops everything");
	}

	@Test
	void tellsHowToStopWhatRunsInTheBackground() {
		assertThat(this.welcome.text(true)).contains(" down.").doesNotContain("Ctrl-C");
	}

}
