package dev.fundbell.dataflow.server.cluster;

import java.lang.management.ManagementFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The servers that share the database, each with a heartbeat. A server whose beat has not
 * changed during {@value #MISSED_BEATS} looks has died, and one of the others takes its
 * runs over. Looks are counted, and no times compared, so that neither a clock that is
 * set nor a database that was away makes a living server look dead. On the same host one
 * sees at once that a server's process has ended. Thread-safe.
 */
public class Servers {

	/** The number of looks without a change after which a server is dead. */
	public static final int MISSED_BEATS = 4;

	/** The number of looks during which a dead server may come back for its tasks. */
	static final int BEATS_OF_HOPE = 15;

	private static final Logger log = LoggerFactory.getLogger(Servers.class);

	private static final String HOST = ManagementFactory.getRuntimeMXBean().getName().replaceFirst("^\\d+@", "");

	private static final String BEAT = "UPDATE fundbell_servers SET beat = ? WHERE id = ? AND taken_by IS NULL";

	private static final String JOIN = """
			INSERT INTO fundbell_servers (id, host, directories, process, beat, draining) VALUES (?, ?, ?, ?, ?, ?)
			""";

	private static final String TAKE_OVER = "UPDATE fundbell_servers SET taken_by = ? WHERE id = ? AND taken_by <=> ?";

	// Of a dead server that still has a run under way, somebody must know who took it
	// over.
	private static final String FORGET = """
			DELETE FROM fundbell_servers WHERE id = ? AND taken_by = ? AND NOT EXISTS (
				SELECT 1 FROM fundbell_schedule_runs R
				WHERE R.server = fundbell_servers.id AND R.state IN ('LAUNCHING', 'RUNNING'))
			""";

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final String directories;

	private final String process = ProcessMark.of(ProcessHandle.current());

	private final Map<String, Look> looks = new HashMap<>();

	private volatile String id = newId();

	private volatile Map<String, Taken> taken = Map.of();

	private volatile boolean alone;

	private volatile long beats;

	private volatile boolean draining;

	/**
	 * @param directories the directories of this server's tasks; a server of the same
	 * host with the same directories finds the tasks of this one again
	 */
	public Servers(JdbcTemplate jdbc, Clock clock, String directories) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.directories = directories;
	}

	/**
	 * Returns the id of this server, which is another one after each start. From now on
	 * the others know it.
	 */
	public String id() {
		if (this.beats == 0) {
			beat();
		}
		return this.id;
	}

	/** Returns this server and the dead ones that it has taken over. */
	public Set<String> mine() {
		Set<String> mine = new HashSet<>(this.taken.keySet());
		mine.add(this.id);
		return mine;
	}

	/**
	 * Tells whether this server would find the tasks of a server here: they are its own,
	 * or nobody knows whose, or the dead server had the same place.
	 */
	public boolean isHere(String server) {
		Taken other = this.taken.get(server);
		return other == null || other.here;
	}

	/**
	 * Tells whether there is no hope any more that somebody finds the tasks of a server:
	 * a dead one of another place may be started again, and then takes itself back.
	 */
	public boolean isGivenUp(String server) {
		Taken other = this.taken.get(server);
		return other == null || this.beats - other.since >= BEATS_OF_HOPE;
	}

	/** Tells whether nothing is known of a server. */
	public boolean isUnknown(String server) {
		Integer count = this.jdbc.queryForObject("SELECT COUNT(*) FROM fundbell_servers WHERE id = ?", Integer.class,
				server);
		return count == null || count == 0;
	}

	/** Tells whether no other server is alive. */
	public boolean isAlone() {
		return this.beats > 0 && this.alone;
	}

	/** Returns the number of looks at the other servers that this one has taken. */
	public long beats() {
		return this.beats;
	}

	/** Tells whether this server takes no new launches, see {@link #drain}. */
	public boolean isDraining() {
		this.jdbc.queryForList("SELECT draining FROM fundbell_servers WHERE id = ?", Boolean.class, id())
			.forEach((value) -> this.draining = value);
		return this.draining;
	}

	/**
	 * Refuses a launch while this server is being drained.
	 * @throws InvalidRequestException with a sentence
	 */
	public void checkTakesLaunches() {
		if (isDraining()) {
			throw new InvalidRequestException(HttpStatus.CONFLICT,
					"Server " + this.id + " is being drained and takes no launches: launch it at another one.");
		}
	}

	/**
	 * Has a server take no new launches, so that it is empty once its executions have
	 * ended, or take them again.
	 * @return false if no living server has this id
	 */
	boolean drain(String server, boolean newDraining) {
		return this.jdbc.update("UPDATE fundbell_servers SET draining = ? WHERE id = ? AND taken_by IS NULL",
				newDraining, server) == 1;
	}

	/**
	 * Shows that this server is alive, and looks for those that are not. It is called at
	 * a regular pace.
	 */
	public synchronized void beat() {
		LocalDateTime now = LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		if (this.jdbc.update(BEAT, now, this.id) == 0) {
			join(now);
		}
		List<Row> rows = this.jdbc.query("SELECT * FROM fundbell_servers", Servers::row);
		rows.forEach(this::look);
		this.looks.keySet().removeIf((known) -> rows.stream().noneMatch((row) -> row.id.equals(known)));
		rows.stream().filter((row) -> isOrphan(row, rows)).forEach(this::takeOver);
		sort(this.jdbc.query("SELECT * FROM fundbell_servers", Servers::row));
		this.beats++;
	}

	// The row is not there yet, or the others took this server for dead: what it launched
	// under the old id is theirs.
	private void join(LocalDateTime now) {
		if (this.beats > 0) {
			this.id = newId();
		}
		this.jdbc.update(JOIN, this.id, HOST, this.directories, this.process, now, this.draining);
		log.info("This server is {} among those that share the database", this.id);
	}

	private void look(Row row) {
		this.looks.merge(row.id, new Look(row.beat, 1),
				(last, now) -> last.beat.equals(now.beat) ? new Look(now.beat, last.count + 1) : now);
	}

	private boolean isOrphan(Row row, List<Row> rows) {
		if (row.takenBy == null) {
			return !isAlive(row);
		}
		// A server that finds its tasks takes it over from one that does not.
		return rows.stream()
			.noneMatch((other) -> other.id.equals(row.takenBy) && isAlive(other)
					&& (isSamePlace(row, other) || !isHere(row)));
	}

	private boolean isHere(Row row) {
		return row.host.equals(HOST) && row.directories.equals(this.directories);
	}

	private static boolean isSamePlace(Row row, Row other) {
		return row.host.equals(other.host) && row.directories.equals(other.directories);
	}

	private boolean isAlive(Row row) {
		if (row.id.equals(this.id)) {
			return true;
		}
		boolean ended = row.host.equals(HOST) && ProcessMark.find(row.process).isEmpty();
		Look look = this.looks.get(row.id);
		return row.takenBy == null && !ended && look != null && look.count <= MISSED_BEATS;
	}

	private void takeOver(Row row) {
		if (this.jdbc.update(TAKE_OVER, this.id, row.id, row.takenBy) == 1) {
			log.warn("Server {} on {} has ended, its tasks are taken over", row.id, row.host);
		}
	}

	private void sort(List<Row> rows) {
		Map<String, Taken> ours = new HashMap<>();
		rows.stream()
			.filter((row) -> this.id.equals(row.takenBy))
			.forEach((row) -> ours.put(row.id, this.taken.getOrDefault(row.id, new Taken(isHere(row), this.beats))));
		this.taken = Map.copyOf(ours);
		this.alone = rows.size() == ours.size() + 1;
	}

	/**
	 * Forgets a dead server that has nothing under way any more.
	 * @param server one of {@link #mine}; this server itself stays
	 */
	public void forget(String server) {
		if (!server.equals(this.id)) {
			this.jdbc.update(FORGET, server, this.id);
		}
	}

	private static String newId() {
		return UUID.randomUUID().toString().substring(0, 8);
	}

	private static Row row(ResultSet row, int number) throws SQLException {
		return new Row(row.getString("id"), row.getString("host"), row.getString("directories"),
				row.getString("process"), row.getObject("beat", LocalDateTime.class), row.getString("taken_by"));
	}

	private record Row(String id, String host, String directories, String process, LocalDateTime beat,
			@Nullable String takenBy) {
	}

	private record Taken(boolean here, long since) {
	}

	private record Look(LocalDateTime beat, int count) {
	}

}
