package dev.fundbell.local.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.ExecutionWatch;
import dev.fundbell.local.client.TaskExecution;
import dev.fundbell.local.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command that launches a task, as one execution or as several that share its work, and
 * waits for their end.
 */
@Command(name = "launch", usageHelpWidth = 120, description = {
		"Launches a task through Data Flow, waits, and exits with the task's exit code.",
		"With --partitions it launches several executions that share the work, and exits with 1 if one of them failed." },
		footer = { "", "Examples:", "  fundbell launch coupon-expiry-task --lead-days=3",
				"  fundbell launch coupon-expiry-task --partitions=4 --run-date=2026-11-23",
				"  fundbell launch coupon-expiry-task --partition=2/4 --run-date=2026-11-23" })
final class LaunchCommand implements Callable<Integer> {

	private static final int HIGHEST_EXIT_CODE = 255;

	private static final String PARTITIONS = "--partitions";

	private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}@%+=:,./_-]+");

	@Mixin
	private ServerOptions server = new ServerOptions();

	@Option(names = PARTITIONS, paramLabel = "<n>",
			description = "Launches n executions that share the task's work, 1 to " + SharedLaunch.MOST
					+ ". It may also follow the task's name.")
	private @Nullable String partitions;

	@Parameters(index = "0", paramLabel = "<task>", description = "The task's name, such as coupon-expiry-task.")
	private String task = "";

	@Parameters(index = "1..*", paramLabel = "<argument>",
			description = "The task's own arguments, such as --run-date=2026-11-23.")
	private List<String> arguments = List.of();

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		PrintWriter out = new PrintWriter(Terminal.out(), true);
		List<String> own = new ArrayList<>(this.arguments);
		String count = takePartitions(own);
		if (count == null) {
			return launch(this.server.dataFlow(), this.task, own, out);
		}
		int shares = shares(count, own);
		return new SharedLaunch(this.server.dataFlow(), this.task, own, out).run(shares);
	}

	// All other words behind the task's name belong to the task.
	private @Nullable String takePartitions(List<String> words) {
		String count = this.partitions;
		for (String word : List.copyOf(words)) {
			if (word.equals(PARTITIONS)) {
				throw mistake("The number belongs into the same word: --partitions=4");
			}
			if (word.startsWith(PARTITIONS + "=")) {
				count = word.substring(PARTITIONS.length() + 1);
				words.remove(word);
			}
		}
		return count;
	}

	private int shares(String count, List<String> own) {
		if (own.stream().anyMatch((word) -> word.startsWith(SharedLaunch.ARGUMENT))) {
			throw mistake(
					"--partitions launches all shares of the work and --partition=k/n launches one of them: give only one of the two");
		}
		// Six digits at most, so that the number always fits an int.
		int shares = count.matches("\\d{1,6}") ? Integer.parseInt(count) : 0;
		if (shares < 1 || shares > SharedLaunch.MOST) {
			throw mistake("--partitions is a whole number from 1 to %d, not '%s'".formatted(SharedLaunch.MOST, count));
		}
		return shares;
	}

	private ParameterException mistake(String sentence) {
		return new ParameterException(this.spec.commandLine(), sentence);
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
			out.println("Its log: " + dataFlow.logOf(id, task));
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

	/**
	 * The arguments as one line, quoted as for a shell. The server splits it into the
	 * same arguments.
	 */
	static String commandLine(List<String> arguments) {
		return arguments.stream()
			.map((word) -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
			.collect(Collectors.joining(" "));
	}

}
