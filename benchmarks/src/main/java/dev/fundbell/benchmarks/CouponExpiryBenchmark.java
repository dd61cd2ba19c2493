package dev.fundbell.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.fundbell.benchmarks.naive.NaiveJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/** The coupon expiry flow. */
@Command(name = "coupon-expiry", mixinStandardHelpOptions = true,
		description = "Creates and publishes a notification for each of N coupons.")
final class CouponExpiryBenchmark implements Callable<Integer> {

	@Option(names = "--coupons", split = ",", defaultValue = "10000,100000,1000000",
			description = "How many, for each run of the task. Default: ${DEFAULT-VALUE}")
	private List<Integer> coupons = new ArrayList<>();

	@Option(names = "--naive-coupons", defaultValue = "10000",
			description = "How many for the naive job, 0 = leave it out. Default: ${DEFAULT-VALUE}")
	private int naiveCoupons;

	@Option(names = "--task", defaultValue = "tasks/coupon-expiry-task/target/coupon-expiry-task-0.1.0.jar",
			description = "The task's jar. Default: ${DEFAULT-VALUE}")
	private Path task = Path.of(".");

	@Option(names = "--java-options", split = " ", defaultValue = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
			description = "Of the task's JVM. Default, as in the local system: ${DEFAULT-VALUE}")
	private List<String> javaOptions = new ArrayList<>();

	@Option(names = "--task-arguments", split = " ", description = "More arguments for the task.")
	private List<String> taskArguments = new ArrayList<>();

	@Option(names = "--mariadb-options", split = " ", description = "More options for MariaDB.")
	private List<String> mariaDbOptions = new ArrayList<>();

	@Override
	public Integer call() throws Exception {
		Path directory = Files.createTempDirectory("fundbell-benchmark");
		// Where it fails, the logs stay.
		try (Services services = new Services(directory, this.mariaDbOptions)) {
			measure(services, directory);
		}
		FileSystemUtils.deleteRecursively(directory);
		return 0;
	}

	private void measure(Services services, Path directory) throws Exception {
		Report report = new Report(System.out);
		report.begin();
		TaskProcess process = new TaskProcess(services, this.task, directory, this.javaOptions, this.taskArguments);
		TaskRun largest = null;
		for (int count : this.coupons) {
			TaskRun run = process.run(count);
			report.task(run);
			largest = (largest == null || count > largest.coupons()) ? run : largest;
		}
		if (largest == null) {
			return;
		}
		RawLimits limits = new RawLimits(services, largest.coupons());
		report.limits(largest, limits.insertsPerSecond(), limits.sendsPerSecond());
		if (this.naiveCoupons > 0) {
			Dataset.fill(services, this.naiveCoupons);
			report.naive(largest, this.naiveCoupons, NaiveJob.run(services.arguments(), this.naiveCoupons));
		}
	}

}
