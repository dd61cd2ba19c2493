package dev.fundbell.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the benchmarks of flows, and the runs that they ask for. */
final class FlowRuns {

	@Option(names = { "--rows", "--coupons", "--participants", "--interests" }, split = ",",
			defaultValue = "10000,100000,1000000",
			description = "How many rows the flow works on, for each run of the task. Default: ${DEFAULT-VALUE}")
	private List<Integer> rows = new ArrayList<>();

	@Mixin
	private TaskOptions options = new TaskOptions();

	/** Measures each run, one after the other. */
	void measure(Flow flow) throws Exception {
		measure(flow, (servers, report, largest) -> {
		});
	}

	/**
	 * Measures each run, one after the other, and then something to compare with.
	 * @param comparison gets the largest run, and the servers as it has left them
	 */
	void measure(Flow flow, Comparison comparison) throws Exception {
		this.options.measure((servers, directory) -> {
			Report report = new Report(System.out);
			report.begin();
			TaskProcess process = new TaskProcess(servers, flow, this.options, directory);
			TaskRun largest = null;
			for (int count : this.rows) {
				TaskRun run = process.run(count);
				report.task(run);
				largest = larger(run, largest);
			}
			if (largest != null) {
				comparison.measure(servers, report, largest);
			}
		});
	}

	private static TaskRun larger(TaskRun run, @Nullable TaskRun largest) {
		return (largest == null || run.rows() > largest.rows()) ? run : largest;
	}

	/** Something that a flow is compared with. */
	interface Comparison {

		void measure(Servers servers, Report report, TaskRun largest) throws Exception;

	}

}
