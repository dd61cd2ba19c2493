package dev.fundbell.local.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.client.ExecutionWatch;
import dev.fundbell.local.client.TaskExecution;
import dev.fundbell.local.system.Program;
import dev.fundbell.servers.LocalServerException;

/**
 * Launch of a task as several executions, each of which works off one share of the rows:
 * the execution with the argument {@code --partition=2/4} the second of four. The
 * executions are independent: the failure of one does not stop the others.
 */
final class SharedLaunch {

	/** The task's argument that gives an execution its share. */
	static final String ARGUMENT = "--partition=";

	/** The largest number of shares that the tasks accept. */
	static final int MOST = 64;

	private final DataFlowClient dataFlow;

	private final String task;

	private final List<String> arguments;

	private final PrintWriter out;

	/**
	 * @param arguments the arguments that all executions get
	 * @param out shows each execution's launch and end
	 */
	SharedLaunch(DataFlowClient dataFlow, String task, List<String> arguments, PrintWriter out) {
		this.dataFlow = dataFlow;
		this.task = task;
		this.arguments = List.copyOf(arguments);
		this.out = out;
	}

	/**
	 * Launches one execution per share and waits for the end of all.
	 * @return the exit code: 0 if all executions succeeded, otherwise 1
	 * @throws LocalServerException if not even the first execution can be launched
	 */
	int run(int shares) {
		long started = System.nanoTime();
		Set<Integer> failed = new TreeSet<>();
		Map<Long, Integer> launched = new LinkedHashMap<>();
		for (int number = 1; number <= shares; number++) {
			launch(number, shares, launched, failed);
		}
		ExecutionWatch.awaitEnds(this.dataFlow, launched.keySet(), (execution) -> {
			int number = Objects.requireNonNull(launched.get(execution.id()));
			show(execution, number + "/" + shares, started);
			if (execution.exitCode() != 0) {
				failed.add(number);
			}
		});
		failed.forEach((number) -> showRelaunch(number + "/" + shares));
		return failed.isEmpty() ? 0 : 1;
	}

	private void launch(int number, int shares, Map<Long, Integer> launched, Set<Integer> failed) {
		String share = number + "/" + shares;
		try {
			long id = this.dataFlow.launch(this.task, LaunchCommand.commandLine(with(share)));
			launched.put(id, number);
			this.out.printf("%s %s launched as execution %d%n", this.task, share, id);
		}
		catch (LocalServerException ex) {
			if (launched.isEmpty()) {
				throw ex;
			}
			failed.add(number);
			this.out.printf("%s %s was not launched: %s%n", this.task, share, ex.getMessage());
		}
	}

	private void show(TaskExecution execution, String share, long started) {
		String name = "%s %s, execution %d,".formatted(this.task, share, execution.id());
		this.out.println(LaunchCommand.end(name, execution, started));
		if (execution.exitCode() != 0) {
			this.out.println("  its log: " + this.dataFlow.logOf(execution.id(), execution.externalId()));
		}
	}

	private void showRelaunch(String share) {
		List<String> words = new ArrayList<>(this.dataFlow.options());
		words.add(this.task);
		words.addAll(with(share));
		this.out.printf("Share %s failed. Launch it again: %s launch %s%n", share, Program.name(),
				LaunchCommand.commandLine(words));
	}

	private List<String> with(String share) {
		List<String> all = new ArrayList<>(this.arguments);
		all.add(ARGUMENT + share);
		return all;
	}

}
