package dev.fundbell.benchmarks;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Benchmark of the funding close flow. */
@Command(name = "funding-close", mixinStandardHelpOptions = true,
		description = "Closes fundings with N participants together: a coupon and a notification for each.")
final class FundingCloseBenchmark implements Callable<Integer> {

	@Option(names = "--fundings", defaultValue = "1",
			description = "How many fundings they are spread over. Default: ${DEFAULT-VALUE}")
	private int fundings;

	@Mixin
	private FlowRuns runs = new FlowRuns();

	@Override
	public Integer call() throws Exception {
		this.runs.measure(new FundingCloseFlow(this.fundings));
		return 0;
	}

}
