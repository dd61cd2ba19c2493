package dev.fundbell.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main class of the benchmarks' command line, which lists the benchmarks. */
@Command(name = "benchmarks", description = "How fast the flows are.", mixinStandardHelpOptions = true,
		subcommands = { CouponExpiryBenchmark.class, FundingCloseBenchmark.class, FundingReminderBenchmark.class,
				TaskStartBenchmark.class, LeftoversBenchmark.class, SmsBenchmark.class, SseBenchmark.class,
				SseFaults.class, OutboxBenchmark.class, Faults.class })
public final class Benchmarks {

	private Benchmarks() {
	}

	public static void main(String[] args) {
		System.exit(new CommandLine(new Benchmarks()).execute(args));
	}

}
