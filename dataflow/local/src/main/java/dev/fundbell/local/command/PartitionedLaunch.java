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
 * Launch of a task as one execution per partition. The execution with the argument
 * {@code --partition=2/4} works on the second of four parts of the task's key range. The
 * executions are independent: the failure of one does not stop the others.
 */
final class PartitionedLaunch {

	/** The name of the task's argument. */
	static final String ARGUMENT = "--partition=";

	/** The largest number of partitions. */
	static final int MOST = 64;

	private final DataFlowClient dataFlow;

	private final String task;

	private final List<String> arguments;

	private final PrintWriter out;

	/**
	 * @param arguments the arguments that all executions get
	 * @param out shows each execution's launch and end
	 */
	PartitionedLaunch(DataFlowClient dataFlow, String task, List<String> arguments, PrintWriter out) {
		this.dataFlow = dataFlow;
		this.task = task;
		this.arguments = List.copyOf(arguments);
		this.out = out;
	}

	/**
	 * Launches all partitions and waits for the end of all executions.
	 * @return the exit code: 0 if all executions succeeded, otherwise 1
	 * @throws LocalServerException if not even the first execution can be launched
	 */
	int run(int partitions) {
		long started = System.nanoTime();
		Set<Integer> failed = new TreeSet<>();
		Map<Long, Integer> launched = new LinkedHashMap<>();
		for (int number = 1; number <= partitions; number++) {
			launch(number, partitions, launched, failed);
		}
		ExecutionWatch.awaitEnds(this.dataFlow, launched.keySet(), (execution) -> {
			int number = Objects.requireNonNull(launched.get(execution.id()));
			show(execution, number + "/" + partitions, started);
			if (execution.exitCode() != 0) {
				failed.add(number);
			}
		});
		failed.forEach((number) -> showRelaunch(number + "/" + partitions));
		return failed.isEmpty() ? 0 : 1;
	}

	private void launch(int number, int partitions, Map<Long, Integer> launched, Set<Integer> failed) {
		String partition = number + "/" + partitions;
		try {
			long id = this.dataFlow.launch(this.task, LaunchCommand.commandLine(with(partition)));
			launched.put(id, number);
			this.out.printf("%s %s launched as execution %d%n", this.task, partition, id);
		}
		catch (LocalServerException ex) {
			if (launched.isEmpty()) {
				throw ex;
			}
			failed.add(number);
			this.out.printf("%s %s was not launched: %s%n", this.task, partition, ex.getMessage());
		}
	}

	private void show(TaskExecution execution, String partition, long started) {
		String name = "%s %s, execution %d,".formatted(this.task, partition, execution.id());
		this.out.println(LaunchCommand.end(name, execution, started));
		if (execution.exitCode() != 0) {
			this.out.printf("  its log: %s logs %s%n", Program.name(), execution.externalId());
		}
	}

	private void showRelaunch(String partition) {
		this.out.printf("Partition %s failed. Launch it again: %s launch %s %s%n", partition, Program.name(), this.task,
				LaunchCommand.commandLine(with(partition)));
	}

	private List<String> with(String partition) {
		List<String> all = new ArrayList<>(this.arguments);
		all.add(ARGUMENT + partition);
		return all;
	}

}
