package dev.fundbell.local.command;

import java.io.PrintWriter;
import java.util.function.Consumer;

import dev.fundbell.local.terminal.Terminal;
import dev.fundbell.servers.LocalServerException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine;

/**
 * Main class of the command line {@code fundbell}, which lists the commands.
 */
@Command(name = "fundbell", description = "The whole of Fundbell on this machine.", mixinStandardHelpOptions = true,
		versionProvider = ProgramVersion.class, synopsisSubcommandLabel = "<command>",
		subcommands = { UpCommand.class, DownCommand.class, StatusCommand.class, LaunchCommand.class, RingCommand.class,
				ScheduleCommand.class, ServersCommand.class, ShellCommand.class, LogsCommand.class, SmsCommand.class,
				ParkedCommand.class, TraceCommand.class, DefineCommand.class, ComposeEnvCommand.class,
				ResetCommand.class, HelpCommand.class })
public final class Fundbell {

	private static final int FAILED = 1;

	private Fundbell() {
	}

	public static void main(String[] args) {
		System.exit(commandLine().setOut(new PrintWriter(Terminal.out(), true)).execute(args));
	}

	static CommandLine commandLine() {
		CommandLine commandLine = new CommandLine(new Fundbell())
			.setExecutionExceptionHandler((ex, command, parsed) -> fail(command.getErr()::println, ex));
		// The words behind the task's name belong to the task, and the shell's to the
		// shell.
		commandLine.getSubcommands().forEach((name, command) -> {
			boolean open = name.equals("launch") || name.equals("shell");
			command.setStopAtPositional(open).setUnmatchedOptionsArePositionalParams(open);
		});
		return commandLine;
	}

	private static int fail(Consumer<String> err, Exception failure) {
		if (failure instanceof LocalServerException) {
			err.accept("fundbell: " + failure.getMessage());
		}
		else {
			LoggerFactory.getLogger(Fundbell.class).error("Unexpected", failure);
			err.accept("fundbell: unexpected: " + failure + " (run it again with FUNDBELL_LOG_LEVEL=WARN for more)");
		}
		return FAILED;
	}

}
