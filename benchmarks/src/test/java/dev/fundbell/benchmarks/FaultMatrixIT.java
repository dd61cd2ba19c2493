package dev.fundbell.benchmarks;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that nothing is lost and nothing doubled on the way from a coupon to the
 * socket and to the phone, whichever fault hits whichever part. Five cells of the fault
 * matrix that try each fault and each part; the seed is one of those whose cells take
 * little time. The whole matrix is a command.
 */
class FaultMatrixIT {

	@Test
	void losesAndDoublesNothingWhicheverFaultHitsWhicheverPart() {
		int exitCode = new CommandLine(new Faults()).execute("--project=..", "--cells=5", "--pause=3", "--short-waits",
				"--users=20", "--rate=50", "--seed=38");
		assertThat(exitCode).isZero();
	}

}
