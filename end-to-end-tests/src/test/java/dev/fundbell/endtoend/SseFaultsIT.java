package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that each client gets each of its notifications, whichever part fails. A short
 * fault run: the seed is one of those with which the broker is killed, the database
 * stands still, and one instance is drained.
 */
class SseFaultsIT {

	@Test
	void losesNothingWhicheverPartFails(@TempDir Path directory) throws IOException {
		int exitCode = BenchmarkCommand.run(directory, "sse-faults", "--connections=300", "--rate=200", "--seconds=40",
				"--every=1", "--pause=4", "--seed=1727",
				"--sink-arguments=--fundbell.sse.drain-delay=1s --fundbell.sse.drain=1s --fundbell.sse.warm-up=0");
		assertThat(exitCode).isZero();
	}

}
