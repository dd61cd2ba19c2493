package dev.fundbell.local.command;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaunchCommandTests {

	/** The server's tests read this line. */
	@Test
	void quotesArgumentsAsForAShell() {
		assertThat(LaunchCommand
			.commandLine(List.of("--run-date=2026-11-23", "--note=two words", "--n=it's", "", "--q=\"", "--b=\\")))
			.isEqualTo("--run-date=2026-11-23 '--note=two words' '--n=it'\\''s' '' '--q=\"' '--b=\\'");
	}

	@Test
	void keepsACommandFileWhereItIsWhenTheShellRunsElsewhere() {
		assertThat(ShellCommand.absolute("--spring.shell.commandFile=some.shell"))
			.matches("--spring\\.shell\\.commandFile=.*[/\\\\].*some\\.shell");
		assertThat(ShellCommand.absolute("--other=some.shell")).isEqualTo("--other=some.shell");
	}

}
