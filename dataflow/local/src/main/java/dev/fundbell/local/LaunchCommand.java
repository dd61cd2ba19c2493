package dev.fundbell.local;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.local.dataflow.TaskRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Launches a task.
 */
@Command(name = "launch",
		description = "Launches a task through Data Flow, waits, and exits with the task's exit code.")
final class LaunchCommand implements Callable<Integer> {

	private static final int HIGHEST_EXIT_CODE = 255;

	@Mixin
	private StateOptions state = new StateOptions();

	@Parameters(index = "0", paramLabel = "<task>", description = "The task's name, such as coupon-expiry-task.")
	private String task = "";

	@Parameters(index = "1..*", paramLabel = "<argument>",
			description = "The task's own arguments, such as --run-date=2026-11-23.")
	private List<String> arguments = List.of();

	@Override
	public Integer call() {
		return launch(this.state.dataFlow(), this.task, this.arguments, new PrintWriter(Program.out(), true));
	}

	/**
	 * @return the task's exit code
	 */
	static int launch(DataFlowClient dataFlow, String task, List<String> arguments, PrintWriter out) {
		return follow(dataFlow, task, dataFlow.launch(task, commandLine(arguments)), out);
	}

	/**
	 * Shows a launched task to its end.
	 * @return the task's exit code
	 */
	static int follow(DataFlowClient dataFlow, String task, long execution, PrintWriter out) {
		long started = System.nanoTime();
		out.printf("%s launched as execution %d%n", task, execution);
		TaskRun run = TaskWatch.awaitEnd(dataFlow, execution, (change) -> show(change, out));
		out.printf("%s ended after %d s with exit code %d%s%n", task,
				TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started), run.exitCode(),
				run.message().isBlank() ? "" : ": " + run.message().lines().findFirst().orElse(""));
		if (run.exitCode() != 0) {
			out.printf("Its log: %s logs %s%n", Program.name(), task);
		}
		return (run.exitCode() < 0 || run.exitCode() > HIGHEST_EXIT_CODE) ? 1 : run.exitCode();
	}

	private static void show(TaskRun run, PrintWriter out) {
		if (!run.ended()) {
			out.println(run.status().equals("RUNNING") ? "  running" : "  starting");
		}
	}

	// Data Flow splits at spaces outside quotes.
	static String commandLine(List<String> arguments) {
		return arguments.stream()
			.map((word) -> word.contains(" ") ? "\"" + word + "\"" : word)
			.collect(Collectors.joining(" "));
	}

}
