package dev.fundbell.dataflow.server.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import dev.fundbell.dataflow.server.execution.SchemaTarget;
import dev.fundbell.dataflow.server.schedule.Schedule.LastRun;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Repository of schedules. It reads the next run from the trigger's table, and the last
 * run's exit code from the table of its execution.
 */
@Repository
class Schedules {

	private static final String LAST_EXECUTION = """
			LEFT JOIN %TASK%EXECUTION %TARGET%
				ON S.last_schema_target = '%TARGET%' AND %TARGET%.TASK_EXECUTION_ID = S.last_execution_id
			""";

	private static final String SELECT = """
			SELECT S.*, T.execution_time, COALESCE(boot3.EXIT_CODE, boot2.EXIT_CODE) AS exit_code,
				COALESCE(boot3.END_TIME, boot2.END_TIME) AS end_time
			FROM fundbell_schedules S
			LEFT JOIN scheduled_tasks T ON T.task_name = 'schedule' AND T.task_instance = S.name
			""" + SchemaTarget.BOOT3.in(LAST_EXECUTION) + SchemaTarget.BOOT2.in(LAST_EXECUTION);

	private static final String INSERT = """
			INSERT INTO fundbell_schedules
				(task_definition, platform, expression, time_zone, overlap, missed, paused, properties, arguments, name)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			""";

	private static final String UPDATE = """
			UPDATE fundbell_schedules
			SET task_definition = ?, platform = ?, expression = ?, time_zone = ?, overlap = ?, missed = ?, paused = ?,
				properties = ?, arguments = ?
			WHERE name = ?
			""";

	private static final String CLAIM_RUN = """
			UPDATE fundbell_schedules
			SET last_due = ?, last_run = ?, last_schema_target = NULL, last_execution_id = NULL,
				last_outcome = 'launching'
			WHERE name = ? AND (last_due IS NULL OR last_due < ?)
			""";

	private static final String NOTE_LAUNCH = """
			UPDATE fundbell_schedules SET last_run = ?, last_schema_target = ?, last_execution_id = ?, last_outcome = ?
			WHERE name = ?
			""";

	private static final String NOTE_OUTCOME = """
			UPDATE fundbell_schedules SET last_run = ?, last_outcome = ? WHERE name = ?
			""";

	private static final String LAUNCHED = "launched";

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
		return new Object[] { schedule.task(), schedule.platform(), timing.expression(), timing.zone().getId(),
				timing.overlap().name(), timing.misfire().name(), schedule.paused(),
				this.json.write(schedule.properties()), this.json.write(schedule.arguments()), schedule.name() };
	}

	void setPaused(String name, boolean paused) {
		this.jdbc.update("UPDATE fundbell_schedules SET paused = ? WHERE name = ?", paused, name);
	}

	boolean delete(String name) {
		return this.jdbc.update("DELETE FROM fundbell_schedules WHERE name = ?", name) == 1;
	}

	/**
	 * Claims a run, before its launch.
	 * @return false if this run or a later one was claimed before
	 */
	boolean claim(String name, Instant due) {
		return this.jdbc.update(CLAIM_RUN, utc(due), utc(due), name, utc(due)) == 1;
	}

	/** Records the execution of a run. */
	void noteLaunch(String name, Instant due, String schemaTarget, long executionId) {
		this.jdbc.update(NOTE_LAUNCH, utc(due), schemaTarget, executionId, LAUNCHED, name);
	}

	/**
	 * Records the outcome of a run that has no execution. The last execution stays
	 * recorded: it may still be alive.
	 */
	void noteOutcome(String name, Instant due, String outcome) {
		String fitting = outcome.substring(0, Math.min(1000, outcome.length()));
		this.jdbc.update(NOTE_OUTCOME, utc(due), fitting, name);
	}

	Optional<Schedule> find(String name) {
		return this.jdbc.query(SELECT + "WHERE S.name = ?", this::schedule, name).stream().findFirst();
	}

	List<Schedule> all() {
		return this.jdbc.query(SELECT + "ORDER BY S.name", this::schedule);
	}

	List<Schedule> ofTask(String task) {
		return this.jdbc.query(SELECT + "WHERE S.task_definition = ? ORDER BY S.name", this::schedule, task);
	}

	private Schedule schedule(ResultSet row, int number) throws SQLException {
		Timing timing = new Timing(row.getString("expression"), ZoneId.of(row.getString("time_zone")),
				OverlapPolicy.valueOf(row.getString("overlap")), MisfirePolicy.valueOf(row.getString("missed")));
		return new Schedule(row.getString("name"), row.getString("task_definition"), row.getString("platform"), timing,
				row.getBoolean("paused"), this.json.readMap(row.getString("properties")),
				this.json.readList(row.getString("arguments")), last(row),
				row.getBoolean("paused") ? null : instant(row, "execution_time"));
	}

	private LastRun last(ResultSet row) throws SQLException {
		long executionId = row.getLong("last_execution_id");
		return new LastRun(instant(row, "last_run"), instant(row, "last_due"), row.getString("last_schema_target"),
				(executionId != 0) ? executionId : null, outcome(row));
	}

	private @Nullable String outcome(ResultSet row) throws SQLException {
		String noted = row.getString("last_outcome");
		boolean ended = LAUNCHED.equals(noted) && row.getObject("end_time") != null;
		return ended ? "exit code " + row.getInt("exit_code") : noted;
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		LocalDateTime time = row.getObject(column, LocalDateTime.class);
		return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
	}

}
