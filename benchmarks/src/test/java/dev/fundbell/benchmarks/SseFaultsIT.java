package dev.fundbell.benchmarks;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that each client gets each of its notifications, whichever part fails. A short
 * fault run, in which each fault comes once, in another order each time.
 */
class SseFaultsIT {

	@Test
	void losesNothingWhicheverPartFails() {
		int exitCode = new CommandLine(new SseFaults()).execute("--sink=../streams/sse-sink", "--connections=300",
				"--rate=200", "--seconds=80", "--every=2", "--pause=4");
		assertThat(exitCode).isZero();
	}

}
