package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.fundbell.dataflow.server.platform.LeapDay;

import org.springframework.jdbc.core.JdbcTemplate;

/** Yearly schedules that were due a microsecond after each other. */
final class DueSchedules {

	private static final Instant DUE = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(30, ChronoUnit.DAYS);

	private DueSchedules() {
	}

	/**
	 * Stores some.
	 * @param from the first one's number
	 * @return their runs, as {@code name=… due=…}
	 */
	static List<String> add(JdbcTemplate jdbc, String task, int from, int count) {
		Timing yearly = new Timing("0 0 29 2 *", ZoneId.of("UTC"), OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		Schedules schedules = new Schedules(jdbc, new Json());
		return IntStream.range(from, from + count).mapToObj((number) -> {
			String name = "s%05d".formatted(number);
			schedules.add(Schedule.create(name, task, "default", yearly, Map.of(), List.of()));
			Instant due = DUE.plusNanos(1000L * number);
			schedules.setNext(name, due);
			return "name=" + name + " due=" + due;
		}).collect(Collectors.toList());
	}

	static boolean nothingIsDue(JdbcTemplate jdbc) {
		return jdbc.queryForObject("SELECT COUNT(*) FROM fundbell_schedules WHERE next_due < ?", Integer.class,
				LeapDay.next(0, "UTC").toLocalDateTime()) == 0
				&& jdbc.queryForObject(
						"SELECT COUNT(*) FROM fundbell_schedule_runs WHERE state IN ('DUE', 'QUEUED', 'LAUNCHING')",
						Integer.class) == 0;
	}

}
