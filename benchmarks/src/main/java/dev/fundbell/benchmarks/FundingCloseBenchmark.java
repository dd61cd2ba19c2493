package dev.fundbell.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Benchmark of the funding close flow. */
@Command(name = "funding-close", mixinStandardHelpOptions = true,
		description = "Closes fundings with N participants together: a coupon and a notification for each.")
final class FundingCloseBenchmark implements Callable<Integer> {

	@Option(names = "--participants", split = ",", defaultValue = "10000,100000,1000000",
			description = "How many, for each run of the task. Default: ${DEFAULT-VALUE}")
	private List<Integer> participants = new ArrayList<>();

	@Option(names = "--fundings", defaultValue = "1",
			description = "How many fundings they are spread over. Default: ${DEFAULT-VALUE}")
	private int fundings;

	@Mixin
	private TaskOptions options = new TaskOptions();

	@Override
	public Integer call() throws Exception {
		this.options.measure((servers, directory) -> {
			Report report = new Report(System.out);
			report.begin();
			TaskProcess process = new TaskProcess(servers, new FundingCloseFlow(this.fundings), this.options,
					directory);
			for (int count : this.participants) {
				report.task(process.run(count));
			}
		});
		return 0;
	}

}
