package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that nothing is lost and nothing doubled on the way from a coupon to the
 * socket and to the phone, whichever fault hits whichever part. Five cells of the fault
 * matrix that try each fault and each part; the seed is one of those whose cells take
 * little time. The whole matrix is a command.
 */
class FaultMatrixIT {

	@Test
	void losesAndDoublesNothingWhicheverFaultHitsWhicheverPart(@TempDir Path directory) throws IOException {
		int exitCode = BenchmarkCommand.run(directory, "faults", "--cells=5", "--pause=3", "--short-waits",
				"--users=20", "--rate=50", "--seed=38");
		assertThat(exitCode).isZero();
	}

}
