package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link Timing}.
 */
class TimingTests {

	private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

	@Test
	void takesDefaultsForWhatIsNotSaid() {
		assertThat(timing(Map.of("scheduler.cron.expression", " 0 9 * * * ")))
			.isEqualTo(new Timing("0 9 * * *", SEOUL, Overlap.SKIP, Missed.ONCE));
	}

	@Test
	void readsEverythingThatCanBeSaid() {
		assertThat(timing(Map.of("scheduler.cron.expression", "@daily", "scheduler.cron.time-zone", "Europe/Berlin",
				"scheduler.overlap", "queue", "scheduler.missed", "Skip")))
			.isEqualTo(new Timing("@daily", ZoneId.of("Europe/Berlin"), Overlap.QUEUE, Missed.SKIP));
	}

	@Test
	void understandsWhatNewerClientsWrite() {
		assertThat(timing(Map.of("deployer.probe.cron.expression", "0 9 * * *")).expression()).isEqualTo("0 9 * * *");
	}

	@ParameterizedTest
	@CsvSource({ "scheduler.cron.time-zone,Mars/Olympus,is no time zone",
			"scheduler.overlap,maybe,'skip, queue, allow'", "scheduler.missed,twice,'once, skip'",
			"scheduler.cron.expression,x,is no cron expression" })
	void refusesWhatMakesNoSense(String name, String value, String sentence) {
		Map<String, String> properties = new java.util.HashMap<>(Map.of("scheduler.cron.expression", "@daily"));
		properties.put(name, value);
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> timing(properties))
			.withMessageContaining("'" + value + "'")
			.withMessageContaining(sentence);
	}

	@Test
	void refusesAScheduleWithoutExpression() {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> timing(Map.of()))
			.withMessageContaining("scheduler.cron.expression is missing");
	}

	@Test
	void leavesTheLaunchItsOwnProperties() {
		assertThat(Timing.forLaunch(Map.of("scheduler.cron.expression", "@daily", "deployer.x.cron.expression",
				"@daily", "app.probe.a", "b", "version.probe", "0.1.0")))
			.isEqualTo(Map.of("app.probe.a", "b", "version.probe", "0.1.0"));
	}

	private static Timing timing(Map<String, String> properties) {
		return Timing.of(properties, SEOUL, Instant.parse("2026-11-23T00:00:00Z"));
	}

}
