package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link Timing} and {@link ScheduleProperties}. */
class TimingTests {

	private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

	private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

	@Test
	void takesDefaultsForWhatIsNotSaid() {
		assertThat(timing(Map.of("scheduler.cron.expression", " 0 9 * * * ")))
			.isEqualTo(new Timing("0 9 * * *", SEOUL, OverlapPolicy.SKIP, MisfirePolicy.ONCE));
	}

	@Test
	void readsEverythingThatCanBeSaid() {
		assertThat(timing(Map.of("scheduler.cron.expression", "@daily", "scheduler.cron.time-zone", "Europe/Berlin",
				"scheduler.overlap", "queue", "scheduler.missed", "Skip")))
			.isEqualTo(new Timing("@daily", ZoneId.of("Europe/Berlin"), OverlapPolicy.QUEUE, MisfirePolicy.SKIP));
	}

	@Test
	void firesFromItsStartDateToItsEndDateInItsZone() {
		Timing timing = timing(Map.of("scheduler.cron.expression", "0 0 * * *", "scheduler.start-date", "2026-12-01",
				"scheduler.end-date", "2026-12-02"));
		Instant first = Instant.parse("2026-11-30T15:00:00Z");
		assertThat(timing.next(NOW)).contains(first);
		assertThat(timing.next(first)).contains(Instant.parse("2026-12-01T15:00:00Z"));
		assertThat(timing.next(Instant.parse("2026-12-01T15:00:00Z"))).isEmpty();
		Timing open = timing.changedBy(Map.of("scheduler.end-date", "none", "scheduler.start-date", " "));
		assertThat(open.end()).isNull();
		assertThat(open.start()).isEqualTo("2026-12-01");
		assertThat(open.changedBy(ScheduleProperties.of(timing))).isEqualTo(timing);
	}

	@ParameterizedTest
	@CsvSource({ "tomorrow,none,is no value of scheduler.start-date",
			"2026-02-30,none,is no value of scheduler.start-date", "none,2026-13-01,is no value of scheduler.end-date",
			"2026-12-02,2026-12-01,is before the start date" })
	void refusesDatesThatMakeNoSense(String start, String end, String sentence) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> timing(Map.of("scheduler.cron.expression", "@daily", "scheduler.start-date", start,
					"scheduler.end-date", end)))
			.withMessageContaining(sentence);
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

	@ParameterizedTest
	@ValueSource(strings = { "scheduler.cron.timezone", "scheduler.time-zone", "scheduler.Overlap",
			"scheduler.missed-runs", "scheduler." })
	void refusesAPropertyThatDoesNothing(String name) {
		Map<String, String> properties = Map.of("scheduler.cron.expression", "@daily", name, "x");
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> timing(properties))
			.withMessageContaining("'" + name + "' is no property of a schedule")
			.withMessageContaining("scheduler.cron.time-zone");
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> timing(Map.of("scheduler.cron.expression", "@daily")).changedBy(Map.of(name, "x")));
	}

	@Test
	void refusesAScheduleWithoutExpression() {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> timing(Map.of()))
			.withMessageContaining("scheduler.cron.expression is missing");
	}

	@Test
	void leavesTheLaunchItsOwnProperties() {
		assertThat(new ScheduleProperties(Map.of("scheduler.cron.expression", "@daily", "deployer.x.cron.expression",
				"@daily", "app.probe.a", "b", "version.probe", "0.1.0"))
			.launch()).isEqualTo(Map.of("app.probe.a", "b", "version.probe", "0.1.0"));
	}

	@Test
	void aChangeKeepsWhatItDoesNotGive() {
		Timing daily = new Timing("@daily", SEOUL, OverlapPolicy.QUEUE, MisfirePolicy.SKIP);
		assertThat(daily.changedBy(Map.of("app.probe.a", "b", "scheduler.overlap", " "))).isEqualTo(daily);
		assertThat(daily.changedBy(Map.of("scheduler.cron.time-zone", "UTC", "deployer.probe.cron.expression",
				"@hourly", "scheduler.missed", "once")))
			.isEqualTo(new Timing("@hourly", ZoneId.of("UTC"), OverlapPolicy.QUEUE, MisfirePolicy.ONCE));
	}

	@Test
	void showsWhatItReads() {
		Timing timing = new Timing("@daily", SEOUL, OverlapPolicy.QUEUE, MisfirePolicy.SKIP);
		assertThat(timing(ScheduleProperties.of(timing))).isEqualTo(timing);
	}

	private static Timing timing(Map<String, String> properties) {
		Timing timing = Timing.of(properties, SEOUL);
		timing.cron(NOW);
		return timing;
	}

}
