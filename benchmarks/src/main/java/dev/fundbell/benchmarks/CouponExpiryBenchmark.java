package dev.fundbell.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.benchmarks.naive.NaiveJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Benchmark of the coupon expiry flow, beside the naive job and the hand-written limits.
 */
@Command(name = "coupon-expiry", mixinStandardHelpOptions = true,
		description = "Creates and publishes a notification for each of N coupons.")
final class CouponExpiryBenchmark implements Callable<Integer> {

	@Option(names = "--coupons", split = ",", defaultValue = "10000,100000,1000000",
			description = "How many, for each run of the task. Default: ${DEFAULT-VALUE}")
	private List<Integer> coupons = new ArrayList<>();

	@Option(names = "--naive-coupons", defaultValue = "2000",
			description = "How many of them the naive job works on, 0 = leave it out. Default: ${DEFAULT-VALUE}")
	private int naiveCoupons;

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
		Flow flow = new CouponExpiryFlow();
		TaskProcess process = new TaskProcess(servers, flow, this.options, directory);
		TaskRun largest = null;
		for (int count : this.coupons) {
			TaskRun run = process.run(count);
			report.task(run);
			largest = (largest == null || count > largest.rows()) ? run : largest;
		}
		if (largest == null) {
			return;
		}
		RawLimits limits = new RawLimits(servers, largest.rows());
		report.limits(largest, limits.insertsPerSecond(), limits.sendsPerSecond());
		if (this.naiveCoupons > 0) {
			int middle = Math.max(0, (largest.rows() - this.naiveCoupons) / 2);
			Dataset.deleteNotifications(servers);
			report.naive(largest, "the naive job, in the middle of them",
					NaiveJob.run(servers.arguments(), middle, this.naiveCoupons));
			flow.fill(servers, this.naiveCoupons);
			report.naive(largest, "the naive job, where there are only %,d".formatted(this.naiveCoupons),
					NaiveJob.run(servers.arguments(), 0, this.naiveCoupons));
		}
	}

}
