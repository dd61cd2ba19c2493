package dev.fundbell.benchmarks;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that nothing is lost and nothing doubled on the way from a coupon to the
 * socket and to the phone, whichever fault hits whichever part. A short run of the fault
 * matrix, on one set of processes; the long one is a command.
 */
class FaultMatrixIT {

	@Test
	void losesAndDoublesNothingWhicheverFaultHitsWhicheverPart() {
		int exitCode = new CommandLine(new Faults()).execute("--project=..", "--minutes=0", "--seconds=30", "--pause=4",
				"--short-waits", "--users=20", "--rate=50", "--seed=1");
		assertThat(exitCode).isZero();
	}

}
