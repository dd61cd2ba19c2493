package dev.fundbell.benchmarks;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Benchmark of the funding reminder flow. */
@Command(name = "funding-reminder", mixinStandardHelpOptions = true,
		description = "Reminds N users of fundings that close tomorrow.")
final class FundingReminderBenchmark implements Callable<Integer> {

	@Mixin
	private FlowRuns runs = new FlowRuns();

	@Override
	public Integer call() throws Exception {
		this.runs.measure(new FundingReminderFlow());
		return 0;
	}

}
