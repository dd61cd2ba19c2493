package dev.fundbell.local;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
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
		PrintStream out = Program.out();
		DataFlowClient dataFlow = this.state.dataFlow();
		long started = System.nanoTime();
		long execution = dataFlow.launch(this.task, commandLine(this.arguments));
		out.printf("%s launched as execution %d%n", this.task, execution);
		TaskRun run = TaskWatch.awaitEnd(dataFlow, execution, (change) -> show(change, out));
		out.printf("%s ended after %d s with exit code %d%s%n", this.task,
				(System.nanoTime() - started) / 1_000_000_000, run.exitCode(),
				run.message().isBlank() ? "" : ": " + run.message().lines().findFirst().orElse(""));
		if (run.exitCode() != 0) {
			out.printf("Its log: %s logs %s%n", Program.name(), this.task);
		}
		return (run.exitCode() < 0 || run.exitCode() > HIGHEST_EXIT_CODE) ? 1 : run.exitCode();
	}

	private static void show(TaskRun run, PrintStream out) {
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
