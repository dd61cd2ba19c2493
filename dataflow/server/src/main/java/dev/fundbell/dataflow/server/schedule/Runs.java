package dev.fundbell.dataflow.server.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Repository of runs. It is the only place that changes the state of a run, along
 * {@link RunState}. A change takes place only if the run is still in the state and the
 * attempt in which it was read, so that of several servers one does it.
 */
@Repository
class Runs {

	private static final int LONGEST_REASON = 1000;

	private static final String ADD = """
			INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt, ended, reason)
			VALUES (?, ?, ?, ?, 0, ?, ?)
			""";

	private static final String ADD_RETRY = """
			INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt, retry, parallel, not_before, reason)
			VALUES (?, ?, 'RETRY', 'DUE', 0, ?, ?, ?, ?)
			""";

	private static final String SET_PARALLEL = """
			UPDATE fundbell_schedule_runs SET parallel = ? WHERE schedule = ? AND due = ? AND kind = 'BACKFILL'
			""";

	private static final String CLAIM = """
			UPDATE fundbell_schedule_runs
			SET state = 'LAUNCHING', server = ?, started = ?, attempt = attempt + 1, not_before = NULL, reason = NULL
			WHERE id = ? AND state = ?
			""";

	private static final String LINK = """
			UPDATE fundbell_schedule_runs SET schema_target = ?, execution_id = ?
			WHERE id = ? AND state = 'LAUNCHING' AND attempt = ?
			""";

	private static final String MOVE = """
			UPDATE fundbell_schedule_runs SET state = ?, reason = ?, ended = ?
			WHERE id = ? AND state = ? AND attempt = ?
			""";

	private static final String MOVE_BACK = """
			UPDATE fundbell_schedule_runs
			SET state = 'DUE', reason = ?, server = NULL, started = NULL, schema_target = NULL, execution_id = NULL
			WHERE id = ? AND state = ? AND attempt = ?
			""";

	private static final String LATEST = """
			SELECT * FROM fundbell_schedule_runs WHERE schedule = ? ORDER BY id DESC LIMIT ?
			""";

	private static final String OPEN = """
			SELECT * FROM fundbell_schedule_runs
			WHERE state IN ('DUE', 'QUEUED') AND (not_before IS NULL OR not_before <= ?)
			ORDER BY kind = 'BACKFILL', due, id
			""";

	private static final String OTHERS = """
			SELECT * FROM fundbell_schedule_runs
			WHERE schedule = ? AND id <> ? AND state IN ('DUE', 'QUEUED', 'LAUNCHING', 'RUNNING') ORDER BY due, id
			""";

	// A run of a server that nobody knows is everybody's.
	private static final String UNDER_WAY = """
			SELECT * FROM fundbell_schedule_runs
			WHERE state IN ('LAUNCHING', 'RUNNING')
				AND (server IN (%s) OR server IS NULL OR server NOT IN (SELECT id FROM fundbell_servers))
			ORDER BY id
			""";

	private final JdbcTemplate jdbc;

	private final Clock clock;

	Runs(JdbcTemplate jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Adds a run that is due.
	 * @return false if there is one for that time
	 */
	boolean add(String schedule, Instant due, RunKind kind) {
		return insert(schedule, due, kind, RunState.DUE, null);
	}

	/**
	 * Adds a run of a backfill.
	 * @param parallel how many of them are under way at once
	 * @return false if that time was backfilled before
	 */
	boolean addBackfill(String schedule, Instant due, int parallel) {
		return add(schedule, due, RunKind.BACKFILL)
				&& this.jdbc.update(SET_PARALLEL, parallel, schedule, Columns.utc(due)) == 1;
	}

	/**
	 * Adds the retry of a run that failed.
	 * @param notBefore when it may be launched
	 */
	void addRetry(Run failed, Instant notBefore) {
		int number = failed.retry() + 1;
		this.jdbc.update(ADD_RETRY, failed.schedule(), Columns.utc(failed.due()), number, failed.parallel(),
				Columns.utc(notBefore), "retry " + number + ", not before " + notBefore);
	}

	/** Adds a run that was missed, unless there is one for that time. */
	void addMissed(String schedule, Instant due) {
		insert(schedule, due, RunKind.SCHEDULED, RunState.MISSED, "missed and skipped");
	}

	private boolean insert(String schedule, Instant due, RunKind kind, RunState state, @Nullable String reason) {
		try {
			return this.jdbc.update(ADD, schedule, Columns.utc(due), kind.name(), state.name(), ended(state),
					reason) == 1;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	Optional<Run> find(String schedule, Instant due, RunKind kind) {
		return this.jdbc
			.query("SELECT * FROM fundbell_schedule_runs WHERE schedule = ? AND due = ? AND kind = ?", Runs::run,
					schedule, Columns.utc(due), kind.name())
			.stream()
			.findFirst();
	}

	/** Returns a run as it is now. */
	Run get(long id) {
		return Objects.requireNonNull(
				this.jdbc.queryForObject("SELECT * FROM fundbell_schedule_runs WHERE id = ?", Runs::run, id));
	}

	/** Returns the latest runs of a schedule, the latest first. */
	List<Run> latest(String schedule, int limit) {
		return this.jdbc.query(LATEST, Runs::run, schedule, limit);
	}

	/** Returns the runs that wait, in the order in which they were due. */
	List<Run> open() {
		return this.jdbc.query(OPEN, Runs::run, Columns.utc(this.clock.instant()));
	}

	/** Returns the other runs of the same schedule that wait or are under way. */
	List<Run> others(Run run) {
		return this.jdbc.query(OTHERS, Runs::run, run.schedule(), run.id());
	}

	/** Returns the runs under way that some servers have launched, or no known one. */
	List<Run> underWay(Collection<String> servers) {
		String places = String.join(", ", Collections.nCopies(servers.size(), "?"));
		return this.jdbc.query(UNDER_WAY.formatted(places), Runs::run, servers.toArray());
	}

	/**
	 * Claims a run for its launch.
	 * @return false if it is not as it was read, because another server was faster
	 */
	boolean claim(Run run, String server) {
		check(run, RunState.LAUNCHING);
		return this.jdbc.update(CLAIM, server, Columns.utc(this.clock.instant()), run.id(), run.state().name()) == 1;
	}

	/**
	 * Stores the execution of a run that its server launches, in the transaction that
	 * creates the execution.
	 * @throws IllegalStateException if another server has taken the run over meanwhile
	 */
	void link(Run run, ExecutionRef execution) {
		if (this.jdbc.update(LINK, execution.target().id(), execution.id(), run.id(), run.attempt()) != 1) {
			throw new IllegalStateException("Another server has taken over the run of " + run.due());
		}
	}

	/**
	 * Moves a run on to another state.
	 * @return false if it is not as it was read
	 */
	boolean move(Run run, RunState to, @Nullable String reason) {
		check(run, to);
		return this.jdbc.update(MOVE, to.name(), fitting(reason), ended(to), run.id(), run.state().name(),
				run.attempt()) == 1;
	}

	/**
	 * Moves a run back to where it is due.
	 * @return false if it is not as it was read
	 */
	boolean moveBack(Run run, String reason) {
		check(run, RunState.DUE);
		return this.jdbc.update(MOVE_BACK, fitting(reason), run.id(), run.state().name(), run.attempt()) == 1;
	}

	private static @Nullable String fitting(@Nullable String reason) {
		return (reason != null) ? reason.substring(0, Math.min(LONGEST_REASON, reason.length())) : null;
	}

	private static void check(Run run, RunState to) {
		if (!run.state().next().contains(to)) {
			throw new IllegalStateException("A run that is " + run.state() + " cannot become " + to);
		}
	}

	private @Nullable Object ended(RunState state) {
		return state.isEnd() ? Columns.utc(this.clock.instant()) : null;
	}

	static Run run(ResultSet row, int number) throws SQLException {
		long execution = row.getLong("execution_id");
		return new Run(row.getLong("id"), row.getString("schedule"),
				Objects.requireNonNull(Columns.instant(row, "due")), RunKind.valueOf(row.getString("kind")),
				RunState.valueOf(row.getString("state")), row.getInt("attempt"), row.getInt("retry"),
				row.getInt("parallel"),
				(execution != 0) ? new ExecutionRef(execution, SchemaTarget.of(row.getString("schema_target"))) : null,
				row.getString("server"), Columns.instant(row, "started"), Columns.instant(row, "ended"),
				row.getString("reason"));
	}

}
