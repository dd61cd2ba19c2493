package dev.fundbell.dataflow.server.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Detector of faults of the schedules, from the states of their runs. It has no memory: a
 * fault that it does not find any more is over.
 */
class AlertConditions {

	// A failure that is tried again is none yet.
	private static final String LAST_WENT_WRONG = """
			SELECT S.name, S.time_zone, R.due, R.state, R.execution_id, R.reason
			FROM fundbell_schedules S
			JOIN fundbell_schedule_runs R ON R.id = (
				SELECT id FROM fundbell_schedule_runs
				WHERE schedule = S.name AND state IN ('SUCCEEDED', 'FAILED', 'LOST', 'MISSED')
				ORDER BY ended DESC, id DESC LIMIT 1)
			WHERE R.state <> 'SUCCEEDED' AND NOT EXISTS (
				SELECT 1 FROM fundbell_schedule_runs T
				WHERE T.schedule = R.schedule AND T.due = R.due AND T.state IN ('DUE', 'QUEUED', 'LAUNCHING', 'RUNNING'))
			""";

	private static final String LATE = """
			SELECT R.id, S.name, S.time_zone, R.due
			FROM fundbell_schedule_runs R JOIN fundbell_schedules S ON S.name = R.schedule
			WHERE R.state IN ('DUE', 'QUEUED') AND R.kind <> 'BACKFILL' AND COALESCE(R.not_before, R.due) < ?
			UNION ALL
			SELECT 0, name, time_zone, next_due FROM fundbell_schedules WHERE next_due < ?
			""";

	private static final String LAST_SKIPPED = """
			SELECT S.name FROM fundbell_schedules S
			JOIN fundbell_schedule_runs R ON R.id = (SELECT MAX(id) FROM fundbell_schedule_runs WHERE schedule = S.name)
			WHERE R.state = 'SKIPPED' AND NOT S.paused
			""";

	private static final String SKIPPED_OF_LATEST = """
			SELECT COUNT(*) FROM (
				SELECT state FROM fundbell_schedule_runs WHERE schedule = ? ORDER BY id DESC LIMIT ?) LATEST
			WHERE state = 'SKIPPED'
			""";

	private static final String RUNNING_LONG = """
			SELECT R.id, S.name, S.time_zone, R.due, R.execution_id, R.started
			FROM fundbell_schedule_runs R JOIN fundbell_schedules S ON S.name = R.schedule
			WHERE R.state IN ('LAUNCHING', 'RUNNING') AND S.alert_running_seconds > 0
				AND R.started + INTERVAL S.alert_running_seconds SECOND < ?
			""";

	private static final String NO_SUCCESS = """
			SELECT name, time_zone, since FROM (
				SELECT S.name, S.time_zone, S.alert_no_success_seconds, COALESCE(
					(SELECT MAX(ended) FROM fundbell_schedule_runs WHERE schedule = S.name AND state = 'SUCCEEDED'),
					(SELECT MIN(due) FROM fundbell_schedule_runs WHERE schedule = S.name)) AS since
				FROM fundbell_schedules S WHERE S.alert_no_success_seconds > 0 AND NOT S.paused) LAST
			WHERE since + INTERVAL alert_no_success_seconds SECOND < ?
			""";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss VV", Locale.ROOT);

	private final JdbcTemplate jdbc;

	private final AlertProperties settings;

	private final Clock clock;

	AlertConditions(JdbcTemplate jdbc, AlertProperties settings, Clock clock) {
		this.jdbc = jdbc;
		this.settings = settings;
		this.clock = clock;
	}

	/** Finds all that is wrong now. */
	List<Condition> current() {
		List<Condition> found = new ArrayList<>(this.jdbc.query(LAST_WENT_WRONG, AlertConditions::wentWrong));
		Instant now = this.clock.instant();
		if (!this.settings.late().isZero()) {
			LocalDateTime before = utc(now.minus(this.settings.late()));
			found.addAll(this.jdbc.query(LATE, AlertConditions::late, before, before));
		}
		if (this.settings.skipped() > 0) {
			found.addAll(skipped());
		}
		found.addAll(this.jdbc.query(RUNNING_LONG, AlertConditions::runningLong, utc(now)));
		found.addAll(this.jdbc.query(NO_SUCCESS, AlertConditions::noSuccess, utc(now)));
		return found;
	}

	private List<Condition> skipped() {
		List<Condition> found = new ArrayList<>();
		int limit = this.settings.skipped();
		for (String schedule : this.jdbc.queryForList(LAST_SKIPPED, String.class)) {
			Integer skipped = this.jdbc.queryForObject(SKIPPED_OF_LATEST, Integer.class, schedule, limit);
			if (skipped != null && skipped == limit) {
				found.add(new Condition(AlertKind.SKIPPED, schedule, "", "Its last " + limit + " runs were skipped."));
			}
		}
		return found;
	}

	private static Condition wentWrong(ResultSet row, int number) throws SQLException {
		boolean started = row.getObject("execution_id") != null && !row.getString("state").equals("MISSED");
		String how = started ? ", execution " + row.getLong("execution_id") + ", went wrong: " : " was not started: ";
		return new Condition(started ? AlertKind.FAILED : AlertKind.NOT_STARTED, row.getString("name"), "",
				"The run of " + time(row, "due") + how + reason(row) + ".");
	}

	private static String reason(ResultSet row) throws SQLException {
		@Nullable String reason = row.getString("reason");
		return Objects.requireNonNullElse(reason, row.getString("state").toLowerCase(Locale.ROOT))
			.replaceFirst("\\.$", "");
	}

	private static Condition late(ResultSet row, int number) throws SQLException {
		return new Condition(AlertKind.LATE, row.getString("name"), row.getString("due"),
				"The run of " + time(row, "due") + " is due and has not started.");
	}

	private static Condition runningLong(ResultSet row, int number) throws SQLException {
		return new Condition(AlertKind.RUNNING_LONG, row.getString("name"), row.getString("id"),
				"The run of " + time(row, "due") + ", execution " + row.getLong("execution_id") + ", runs since "
						+ time(row, "started") + ".");
	}

	private static Condition noSuccess(ResultSet row, int number) throws SQLException {
		return new Condition(AlertKind.NO_SUCCESS, row.getString("name"), "",
				"It has not succeeded since " + time(row, "since") + ".");
	}

	private static String time(ResultSet row, String column) throws SQLException {
		return row.getObject(column, LocalDateTime.class)
			.truncatedTo(ChronoUnit.SECONDS)
			.atOffset(ZoneOffset.UTC)
			.atZoneSameInstant(ZoneId.of(row.getString("time_zone")))
			.format(TIME);
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
