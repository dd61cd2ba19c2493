package dev.fundbell.local.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.ExecutionWatch;
import dev.fundbell.local.client.TaskExecution;
import dev.fundbell.local.system.Program;
import dev.fundbell.local.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Command that launches a task and waits for its end.
 */
@Command(name = "launch",
		description = "Launches a task through Data Flow, waits, and exits with the task's exit code.")
final class LaunchCommand implements Callable<Integer> {

	private static final int HIGHEST_EXIT_CODE = 255;

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Parameters(index = "0", paramLabel = "<task>", description = "The task's name, such as coupon-expiry-task.")
	private String task = "";

	@Parameters(index = "1..*", paramLabel = "<argument>",
			description = "The task's own arguments, such as --run-date=2026-11-23.")
	private List<String> arguments = List.of();

	@Override
	public Integer call() {
		return launch(this.installation.dataFlow(), this.task, this.arguments, new PrintWriter(Terminal.out(), true));
	}

	/**
	 * Launches a task and shows its execution to the end.
	 * @return the task's exit code
	 */
	static int launch(DataFlowClient dataFlow, String task, List<String> arguments, PrintWriter out) {
		return follow(dataFlow, task, dataFlow.launch(task, commandLine(arguments)), out);
	}

	/**
	 * Shows an execution to the end.
	 * @return the task's exit code
	 */
	static int follow(DataFlowClient dataFlow, String task, long id, PrintWriter out) {
		long started = System.nanoTime();
		out.printf("%s launched as execution %d%n", task, id);
		TaskExecution execution = ExecutionWatch.awaitEnd(dataFlow, id, (change) -> show(change, out));
		out.println(end(task, execution, started));
		if (execution.exitCode() != 0) {
			out.printf("Its log: %s logs %s%n", Program.name(), task);
		}
		return (execution.exitCode() < 0 || execution.exitCode() > HIGHEST_EXIT_CODE) ? 1 : execution.exitCode();
	}

	/**
	 * The line that tells how an execution ended.
	 * @param started the {@link System#nanoTime()} of its launch
	 */
	static String end(String name, TaskExecution execution, long started) {
		return "%s ended after %d s with exit code %d%s".formatted(name,
				TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started), execution.exitCode(),
				execution.message().isBlank() ? "" : ": " + execution.message().lines().findFirst().orElse(""));
	}

	private static void show(TaskExecution execution, PrintWriter out) {
		if (!execution.ended()) {
			out.println(execution.status().equals("RUNNING") ? "  running" : "  starting");
		}
	}

	// Data Flow splits the arguments at spaces outside quotes.
	static String commandLine(List<String> arguments) {
		return arguments.stream()
			.map((word) -> word.contains(" ") ? "\"" + word + "\"" : word)
			.collect(Collectors.joining(" "));
	}

}
