package dev.fundbell.test.clock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A JVM with the agent, as the tests of another day start it. */
class ClockShiftAgentIT {

	private static final long PATIENCE_MILLIS = Duration.ofMinutes(1).toMillis();

	@ParameterizedTest
	@ValueSource(strings = { "PT9600H", "-PT36H", "PT0S" })
	void shiftsEachClockAndNoDeadline(String shift) throws IOException, InterruptedException {
		List<Long> printed = run(shift);
		Instant expected = Instant.now().plus(Duration.parse(shift));
		assertThat(printed.subList(0, 4))
			.allSatisfy((millis) -> assertThat(millis).isCloseTo(expected.toEpochMilli(), within(PATIENCE_MILLIS)));
		assertThat(Instant.ofEpochMilli(printed.get(4))).isIn(expected.truncatedTo(ChronoUnit.DAYS),
				expected.minusMillis(PATIENCE_MILLIS).truncatedTo(ChronoUnit.DAYS));
		assertThat(printed.get(5)).isBetween(90L, PATIENCE_MILLIS);
	}

	private static List<Long> run(String shift) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-javaagent:" + System.getProperty("agent") + "=" + shift, "-cp", "target/test-classes",
				ShiftedProgram.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			List<Long> printed = new String(process.getInputStream().readAllBytes()).lines()
				.map(Long::valueOf)
				.toList();
			assertThat(process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
			return printed;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
