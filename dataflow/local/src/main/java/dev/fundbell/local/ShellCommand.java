package dev.fundbell.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.local.system.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Opens the Data Flow shell.
 */
@Command(name = "shell", description = "Opens the Data Flow shell, connected to the server.")
final class ShellCommand implements Callable<Integer> {

	@Mixin
	private StateOptions state = new StateOptions();

	@Parameters(paramLabel = "<argument>",
			description = "The shell's own arguments, such as --spring.shell.commandFile=<file>.")
	private List<String> arguments = List.of();

	@Override
	public Integer call() throws IOException, InterruptedException {
		Layout layout = this.state.layout();
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				layout.part("dataflow-shell").toString(), "--dataflow.uri=" + this.state.runningPorts().dataFlowUrl()));
		command.addAll(this.arguments);
		return new ProcessBuilder(command).inheritIO().start().waitFor();
	}

}
