package dev.fundbell.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Benchmark of the funding reminder flow. */
@Command(name = "funding-reminder", mixinStandardHelpOptions = true,
		description = "Reminds N users of fundings that close tomorrow.")
final class FundingReminderBenchmark implements Callable<Integer> {

	@Option(names = "--interests", split = ",", defaultValue = "10000,100000,1000000",
			description = "How many, for each run of the task. Default: ${DEFAULT-VALUE}")
	private List<Integer> interests = new ArrayList<>();

	@Mixin
	private TaskOptions options = new TaskOptions();

	@Override
	public Integer call() throws Exception {
		this.options.measure((servers, directory) -> {
			Report report = new Report(System.out);
			report.begin();
			TaskProcess process = new TaskProcess(servers, new FundingReminderFlow(), this.options, directory);
			for (int count : this.interests) {
				report.task(process.run(count));
			}
		});
		return 0;
	}

}
