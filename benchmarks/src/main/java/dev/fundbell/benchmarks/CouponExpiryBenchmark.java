package dev.fundbell.benchmarks;

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

	@Option(names = "--naive-coupons", defaultValue = "2000",
			description = "How many of them the naive job works on, 0 = leave it out. Default: ${DEFAULT-VALUE}")
	private int naiveCoupons;

	@Mixin
	private FlowRuns runs = new FlowRuns();

	private final CouponExpiryFlow flow = new CouponExpiryFlow();

	@Override
	public Integer call() throws Exception {
		this.runs.measure(this.flow, this::compare);
		return 0;
	}

	private void compare(Servers servers, Report report, TaskRun largest) throws Exception {
		RawLimits limits = new RawLimits(servers, largest.rows());
		report.limits(largest, limits.insertsPerSecond(), limits.sendsPerSecond());
		if (this.naiveCoupons > 0) {
			int middle = Math.max(0, (largest.rows() - this.naiveCoupons) / 2);
			Dataset.deleteNotifications(servers);
			report.naive(largest, "the naive job, in the middle of them",
					NaiveJob.run(servers.arguments(), this.flow.expirationDate(), middle, this.naiveCoupons));
			this.flow.fill(servers, this.naiveCoupons);
			report.naive(largest, "the naive job, where there are only %,d".formatted(this.naiveCoupons),
					NaiveJob.run(servers.arguments(), this.flow.expirationDate(), 0, this.naiveCoupons));
		}
	}

}
