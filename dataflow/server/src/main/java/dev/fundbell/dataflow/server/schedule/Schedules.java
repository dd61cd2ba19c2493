package dev.fundbell.dataflow.server.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Repository of schedules, each with its latest run. */
@Repository
class Schedules {

	private static final String SELECT = """
			SELECT S.*, R.* FROM fundbell_schedules S
			LEFT JOIN fundbell_schedule_runs R
				ON R.id = (SELECT MAX(id) FROM fundbell_schedule_runs WHERE schedule = S.name)
			""";

	private static final String DUE = "WHERE S.next_due <= ? ORDER BY S.next_due, S.name LIMIT 1000";

	private static final String INSERT = """
			INSERT INTO fundbell_schedules
				(task_definition, platform, expression, time_zone, overlap, missed, start_date, end_date, retries, backoff_seconds,
				max_run_seconds,
				start_deadline_seconds, alert_running_seconds, alert_no_success_seconds, paused, properties, arguments, name)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			""";

	private static final String UPDATE = """
			UPDATE fundbell_schedules
			SET task_definition = ?, platform = ?, expression = ?, time_zone = ?, overlap = ?, missed = ?, start_date = ?, end_date = ?, retries = ?,
				backoff_seconds = ?, max_run_seconds = ?, start_deadline_seconds = ?, alert_running_seconds = ?,
				alert_no_success_seconds = ?, paused = ?, properties = ?, arguments = ?
			WHERE name = ?
			""";

	private static final String PAUSE_ALL = """
			UPDATE fundbell_schedules SET paused = TRUE, paused_with_all = TRUE, next_due = NULL WHERE NOT paused
			""";

	private static final String SET_NEXT = """
			UPDATE fundbell_schedules SET next_due = ? WHERE name = ? AND next_due <=> ? AND NOT paused
			""";

	private final JdbcTemplate jdbc;

	private final Json json;

	Schedules(JdbcTemplate jdbc, Json json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * Stores a new schedule.
	 * @return false if there is one of that name
	 */
	boolean add(Schedule schedule) {
		try {
			return this.jdbc.update(INSERT, values(schedule)) == 1;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	void update(Schedule schedule) {
		this.jdbc.update(UPDATE, values(schedule));
	}

	private Object[] values(Schedule schedule) {
		Timing timing = schedule.timing();
		RunRules rules = schedule.rules();
		return new Object[] { schedule.task(), schedule.platform(), timing.expression(), timing.zone().getId(),
				timing.overlap().name(), timing.misfire().name(), timing.start(), timing.end(), rules.retries(),
				rules.backoff().toSeconds(), rules.maxRunTime().toSeconds(), rules.startDeadline().toSeconds(),
				rules.alertRunningFor().toSeconds(), rules.alertNoSuccessFor().toSeconds(), schedule.paused(),
				this.json.write(schedule.properties()), this.json.write(schedule.arguments()), schedule.name() };
	}

	/** Pauses a schedule. It is not due until {@link #resume}. */
	void pause(String name) {
		this.jdbc.update("UPDATE fundbell_schedules SET paused = TRUE, next_due = NULL WHERE name = ?", name);
	}

	void resume(String name) {
		this.jdbc.update("UPDATE fundbell_schedules SET paused = FALSE, paused_with_all = FALSE WHERE name = ?", name);
	}

	/**
	 * Pauses all schedules that are not paused.
	 * @return their number
	 */
	int pauseAll() {
		return this.jdbc.update(PAUSE_ALL);
	}

	/** Returns the schedules that {@link #pauseAll} has paused. */
	List<Schedule> pausedWithAll() {
		return this.jdbc.query(SELECT + "WHERE S.paused_with_all", this::schedule);
	}

	/**
	 * Sets when a schedule is due next, unless it is paused.
	 * @param next null if it has no further run
	 */
	void setNext(String name, @Nullable Instant next) {
		this.jdbc.update("UPDATE fundbell_schedules SET next_due = ? WHERE name = ? AND NOT paused", Columns.utc(next),
				name);
	}

	/**
	 * Sets when a schedule is due next.
	 * @param before when it was due before
	 * @param next null if it has no further run
	 * @return false if it is paused, or not due at that time any longer
	 */
	boolean setNext(String name, @Nullable Instant before, @Nullable Instant next) {
		return this.jdbc.update(SET_NEXT, Columns.utc(next), name, Columns.utc(before)) == 1;
	}

	boolean delete(String name) {
		return this.jdbc.update("DELETE FROM fundbell_schedules WHERE name = ?", name) == 1;
	}

	Optional<Schedule> find(String name) {
		return this.jdbc.query(SELECT + "WHERE S.name = ?", this::schedule, name).stream().findFirst();
	}

	List<Schedule> all() {
		return this.jdbc.query(SELECT + "ORDER BY S.name", this::schedule);
	}

	/** Returns the schedules that are due, in the order in which they are. */
	List<Schedule> due(Instant now) {
		return this.jdbc.query(SELECT + DUE, this::schedule, Columns.utc(now));
	}

	/** Returns the schedules that are not paused. */
	List<Schedule> active() {
		return this.jdbc.query(SELECT + "WHERE NOT S.paused", this::schedule);
	}

	List<Schedule> ofTask(String task) {
		return this.jdbc.query(SELECT + "WHERE S.task_definition = ? ORDER BY S.name", this::schedule, task);
	}

	private static RunRules rules(ResultSet row) throws SQLException {
		return new RunRules(row.getInt("retries"), Duration.ofSeconds(row.getLong("backoff_seconds")),
				Duration.ofSeconds(row.getLong("max_run_seconds")),
				Duration.ofSeconds(row.getLong("start_deadline_seconds")),
				Duration.ofSeconds(row.getLong("alert_running_seconds")),
				Duration.ofSeconds(row.getLong("alert_no_success_seconds")));
	}

	private Schedule schedule(ResultSet row, int number) throws SQLException {
		Timing timing = new Timing(row.getString("expression"), ZoneId.of(row.getString("time_zone")),
				OverlapPolicy.valueOf(row.getString("overlap")), MisfirePolicy.valueOf(row.getString("missed")),
				row.getObject("start_date", LocalDate.class), row.getObject("end_date", LocalDate.class));
		return new Schedule(row.getString("name"), row.getString("task_definition"), row.getString("platform"), timing,
				rules(row), row.getBoolean("paused"), this.json.readMap(row.getString("properties")),
				this.json.readList(row.getString("arguments")), (row.getLong("id") != 0) ? Runs.run(row, number) : null,
				Columns.instant(row, "next_due"));
	}

}
