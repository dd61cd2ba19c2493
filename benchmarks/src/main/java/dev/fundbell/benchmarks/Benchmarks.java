package dev.fundbell.benchmarks;

import java.io.IOException;

import dev.fundbell.benchmarks.sse.CopyLoop;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Main class of the benchmarks' command line, which lists the benchmarks. */
@Command(name = "benchmarks", description = "How fast the flows are.", mixinStandardHelpOptions = true,
		subcommands = { CouponExpiryBenchmark.class, FundingCloseBenchmark.class, FundingReminderBenchmark.class,
				TaskStartBenchmark.class, LeftoversBenchmark.class, SmsBenchmark.class, SseBenchmark.class,
				SseFaults.class, OutboxBenchmark.class, Faults.class })
public final class Benchmarks {

	private Benchmarks() {
	}

	@Command(name = "copy-loop", hidden = true, description = "Runs the loop that the benchmark sse starts.")
	void copyLoop(@Parameters int port, @Parameters int users) throws IOException {
		CopyLoop.run(port, users);
	}

	public static void main(String[] args) {
		System.exit(new CommandLine(new Benchmarks()).execute(args));
	}

}
