package dev.fundbell.local;

import java.io.PrintWriter;
import java.util.function.Consumer;

import dev.fundbell.servers.LocalServerException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command line of the local system.
 */
@Command(name = "fundbell", description = "The whole of Fundbell on this machine.", mixinStandardHelpOptions = true,
		versionProvider = ProgramVersion.class, synopsisSubcommandLabel = "<command>",
		subcommands = { UpCommand.class, DownCommand.class, StatusCommand.class, LaunchCommand.class, RingCommand.class,
				ScheduleCommand.class, ShellCommand.class, LogsCommand.class, SmsCommand.class, DefineCommand.class,
				ResetCommand.class, HelpCommand.class })
public final class Fundbell {

	private static final int FAILED = 1;

	private Fundbell() {
	}

	public static void main(String[] args) {
		System.exit(commandLine().setOut(new PrintWriter(Program.out(), true)).execute(args));
	}

	static CommandLine commandLine() {
		CommandLine commandLine = new CommandLine(new Fundbell())
			.setExecutionExceptionHandler((ex, command, parsed) -> fail(command.getErr()::println, ex));
		// What follows the task's name belongs to the task.
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
