package dev.fundbell.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The publishing of what killed runs have left, beside creating and publishing. */
@Command(name = "leftovers", mixinStandardHelpOptions = true,
		description = "Publishes N notifications that killed runs have left, and compares with creating and publishing N.")
final class LeftoversBenchmark implements Callable<Integer> {

	@Option(names = "--notifications", defaultValue = "1000000", description = "How many. Default: ${DEFAULT-VALUE}")
	private int notifications;

	@Mixin
	private TaskOptions options = new TaskOptions();

	@Override
	public Integer call() throws Exception {
		this.options.measure(this::measure);
		return 0;
	}

	private void measure(Servers servers, Path directory) throws Exception {
		Report report = new Report(System.out);
		report.begin();
		TaskRun created = new TaskProcess(servers, new CouponExpiryFlow(), this.options, directory)
			.run(this.notifications);
		report.task(created);
		TaskRun leftovers = new TaskProcess(servers, new LeftoversFlow(), this.options, directory)
			.run(this.notifications);
		report.leftovers(created, leftovers);
	}

}
