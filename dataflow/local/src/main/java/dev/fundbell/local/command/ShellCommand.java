package dev.fundbell.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.system.InstallationPaths;
import dev.fundbell.local.system.SpringServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Command that opens the Data Flow shell.
 */
@Command(name = "shell", mixinStandardHelpOptions = true,
		description = "Opens the Data Flow shell, connected to the server.")
final class ShellCommand implements Callable<Integer> {

	private static final String COMMAND_FILE = "--spring.shell.commandFile=";

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Parameters(paramLabel = "<argument>",
			description = "The shell's own arguments, such as --spring.shell.commandFile=<file>.")
	private List<String> arguments = List.of();

	@Override
	public Integer call() throws IOException, InterruptedException {
		InstallationPaths paths = this.installation.paths();
		String server = this.installation.runningPorts().dataFlowUrl().toString();
		List<String> command = new ArrayList<>(List.of(SpringServer.java().toString(), "-jar",
				paths.part("dataflow-shell").toString(), "--dataflow.uri=" + server));
		command.addAll(this.arguments.stream().map(ShellCommand::absolute).toList());
		Files.createDirectories(paths.logs());
		// The shell writes its history to the working directory.
		return new ProcessBuilder(command).directory(paths.logs().toFile()).inheritIO().start().waitFor();
	}

	static String absolute(String argument) {
		return argument.startsWith(COMMAND_FILE)
				? COMMAND_FILE + Path.of(argument.substring(COMMAND_FILE.length())).toAbsolutePath() : argument;
	}

}
