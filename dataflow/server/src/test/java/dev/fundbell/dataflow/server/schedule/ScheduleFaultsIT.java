package dev.fundbell.dataflow.server.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.ServerProcess;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestDatabase;
import dev.fundbell.dataflow.server.schedule.ScheduleFaults.Node;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rule that each due time has one run, which ends, whatever fails: two complete
 * servers with schedules of each minute, whose clocks, database and disks fail, see
 * {@link ScheduleFaults}. {@code benchmarks/run schedule-faults} is a long run.
 */
@EnabledIfSystemProperty(named = "faults.seconds", matches = ".+",
		disabledReason = "takes minutes: benchmarks/run schedule-faults runs it")
class ScheduleFaultsIT {

	private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("faults.seconds", 20));

	/** One with which all kinds of faults come within that time. */
	private static final long SEED = Long.getLong("faults.seed", 1480);

	private static final boolean FULL_DISK = Boolean.getBoolean("faults.full-disk");

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final int SCHEDULES = Integer.getInteger("faults.schedules", 80);

	private static final int SECONDS_OF_A_MINUTE = 60;

	/** Each due time that a timer leaves behind. A timer that is set back leaves none. */
	private static final String NOTE_FIRED = """
			CREATE OR REPLACE TRIGGER note_fired AFTER UPDATE ON fundbell_schedules FOR EACH ROW
				IF NEW.next_due > OLD.next_due THEN INSERT IGNORE INTO fired VALUES (OLD.name, OLD.next_due); END IF
			""";

	private static final String FIRED_WITHOUT_AN_END = """
			SELECT CONCAT(F.schedule, ' ', F.due, ' ', COALESCE(R.state, 'has no row')) FROM fired F
			LEFT JOIN fundbell_schedule_runs R ON R.schedule = F.schedule AND R.due = F.due AND R.kind = 'SCHEDULED'
			WHERE R.id IS NULL OR R.ended IS NULL AND R.id <= ?
			""";

	private static final String UNFINISHED_RUNS = """
			SELECT CONCAT(schedule, ' ', due, ' ', state) FROM fundbell_schedule_runs WHERE ended IS NULL AND id <= ?
			""";

	private static final String UNFINISHED_EXECUTIONS = """
			SELECT TASK_EXECUTION_ID FROM BOOT3_TASK_EXECUTION WHERE END_TIME IS NULL AND TASK_EXECUTION_ID <= ?
			""";

	private static final String NEXT_IS_WRONG = """
			SELECT CONCAT(name, ' ', next_due) FROM fundbell_schedules WHERE next_due > ? OR next_due IS NULL
			""";

	private static final String FAILED = """
			SELECT CONCAT(schedule, ' ', due, ' ', reason) FROM fundbell_schedule_runs WHERE state = 'FAILED'
			""";

	private static final String ENDS = """
			SELECT CONCAT(COUNT(*), ' ', state, IF(state = 'LOST', CONCAT(': ', LEFT(reason, 60)), '')) FROM fundbell_schedule_runs
			GROUP BY state, IF(state = 'LOST', LEFT(reason, 60), '')
			""";

	/** Except those that were never started, and whose run has another one. */
	private static final String EXECUTIONS_WITHOUT_A_RUN = """
			SELECT E.TASK_EXECUTION_ID FROM BOOT3_TASK_EXECUTION E
			LEFT JOIN fundbell_schedule_runs R ON R.execution_id = E.TASK_EXECUTION_ID
			WHERE R.id IS NULL AND NOT (E.EXIT_CODE = -1 AND E.EXIT_MESSAGE LIKE 'Never started: %')
			""";

	private static final String MAKE_DUE = """
			UPDATE fundbell_schedules SET next_due = ? WHERE missed = 'ONCE' AND next_due > ?
			""";

	private static final String SUCCEEDED_SINCE = """
			SELECT COUNT(DISTINCT schedule) FROM fundbell_schedule_runs WHERE state = 'SUCCEEDED' AND id > ?
			""";

	private static final String SERVERS_SINCE = """
			SELECT COUNT(DISTINCT server) FROM fundbell_schedule_runs WHERE state = 'SUCCEEDED' AND id > ?
			""";

	private String database = "";

	private JdbcTemplate jdbc;

	static Stream<String> directories() {
		return Stream.of(System.getProperty("faults.directories", "separate").split(","));
	}

	@ParameterizedTest
	@MethodSource("directories")
	void eachDueTimeHasOneRunThatEndsWhateverFails(String directories) throws IOException {
		System.out.printf("Directories: %s, the order of the faults: -Dfaults.seed=%d%n", directories, SEED);
		boolean shared = directories.equals("shared");
		this.database = "faults_" + directories;
		this.jdbc = ScheduleTables.in(Platform.database(), this.database);
		try (StartedRuns runs = new StartedRuns(impatient());
				FullDisk disk = FULL_DISK ? new FullDisk(ServerProcess.runs(shared ? "both" : "one")) : null;
				Node one = node("one", shared, runs, disk);
				Node other = node("other", shared, runs, null)) {
			List<Node> nodes = List.of(one, other);
			new Tasks(one.server().await().rest()).define("counted");
			other.server().await();
			addSchedules();
			new ScheduleFaults(nodes, runs, this::makeDue, new Random(SEED)).run(DURATION);
			assertAllEndsAsItShould(runs, nodes);
			System.out.println("Runs: " + this.jdbc.queryForList(ENDS, String.class));
			assertEverythingRunsAgain();
			assertAllEndsAsItShould(runs, nodes);
		}
	}

	private Node node(String name, boolean shared, StartedRuns runs, FullDisk disk) throws IOException {
		Path clock = Files.createDirectories(Platform.TARGET.resolve("it")).resolve("clock-of-" + name);
		Files.writeString(clock, "0");
		Map<String, String> options = runs.options(ServerProcess.runs(shared ? "both" : name));
		return new Node(name, ServerProcess.startStepped(name, this.database, options, clock), clock, disk);
	}

	/** Of the tasks, which end when the database is away, and do not wait for it. */
	private JdbcTemplate impatient() {
		DriverManagerDataSource connections = new DriverManagerDataSource(Platform.database().url(this.database),
				this.database, TestDatabase.PASSWORD);
		Properties timeouts = new Properties();
		timeouts.setProperty("connectTimeout", "500");
		timeouts.setProperty("socketTimeout", "500");
		connections.setConnectionProperties(timeouts);
		return new JdbcTemplate(connections);
	}

	private void addSchedules() {
		this.jdbc.execute(
				"CREATE TABLE fired (schedule VARCHAR(200), due DATETIME(6), PRIMARY KEY (schedule, due)) CHARSET utf8mb4 COLLATE utf8mb4_bin");
		this.jdbc.execute(NOTE_FIRED);
		Schedules schedules = new Schedules(this.jdbc, new Json());
		for (int number = 0; number < SCHEDULES; number++) {
			Timing timing = new Timing(number % SECONDS_OF_A_MINUTE + " * * * * *", ZoneId.of("Asia/Seoul"),
					choice(OverlapPolicy.values(), number), choice(MisfirePolicy.values(), number));
			String name = "s%03d".formatted(number);
			schedules.add(Schedule.create(name, "counted", "default", timing, Map.of(), List.of()));
			schedules.setNext(name, timing.next(Instant.now()).orElseThrow());
		}
	}

	private static <T> T choice(T[] values, int number) {
		return values[number % values.length];
	}

	/** Also for a server whose clock is a day behind, and each time at another moment. */
	private void makeDue() {
		Instant due = Instant.now().truncatedTo(ChronoUnit.MICROS).minus(Duration.ofDays(2));
		this.jdbc.update(MAKE_DUE, Columns.utc(due), Columns.utc(due));
	}

	/**
	 * Of what there is by now: with so many schedules a few runs are always under way.
	 */
	private void assertAllEndsAsItShould(StartedRuns runs, List<Node> nodes) {
		long run = last("SELECT MAX(id) FROM fundbell_schedule_runs");
		long execution = last("SELECT MAX(TASK_EXECUTION_ID) FROM BOOT3_TASK_EXECUTION");
		awaitNone(() -> this.jdbc.queryForList(UNFINISHED_RUNS, String.class, run));
		awaitNone(() -> this.jdbc.queryForList(UNFINISHED_EXECUTIONS, Long.class, execution));
		awaitNone(() -> this.jdbc.queryForList(FIRED_WITHOUT_AN_END, String.class, run));
		awaitNone(() -> this.jdbc.queryForList(NEXT_IS_WRONG, String.class,
				Columns.utc(Instant.now().plusSeconds(SECONDS_OF_A_MINUTE + 1))));
		assertThat(runs.all()).doesNotHaveDuplicates();
		assertThat(this.jdbc.queryForList(FAILED, String.class)).isEmpty();
		assertThat(this.jdbc.queryForList(EXECUTIONS_WITHOUT_A_RUN, Long.class)).isEmpty();
		Set<Long> started = runs.executions();
		assertThat(this.jdbc.queryForList("SELECT execution_id FROM fundbell_schedule_runs", Long.class))
			.containsAll(started);
		nodes.forEach((node) -> await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(node.server().rest().get("/tasks/executions/current").body().at("/0").toString())
						.contains("\"runningExecutionCount\":0")));
	}

	private static <T> void awaitNone(Callable<List<T>> wrong) {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(500))
			.untilAsserted(() -> assertThat(wrong.call()).isEmpty());
	}

	/** Not by time: a server that was killed may have been a day ahead. */
	private void assertEverythingRunsAgain() {
		long run = last("SELECT MAX(id) FROM fundbell_schedule_runs");
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		this.jdbc.update("UPDATE fundbell_schedules SET next_due = ? WHERE next_due > ?", Columns.utc(now),
				Columns.utc(now));
		await().atMost(PATIENCE).until(() -> number(SUCCEEDED_SINCE, run) == SCHEDULES);
		assertThat(number(SERVERS_SINCE, run)).isEqualTo(2);
	}

	private long last(String query) {
		return this.jdbc.queryForObject(query, Long.class);
	}

	private int number(String query, long run) {
		return this.jdbc.queryForObject(query, Integer.class, run);
	}

}
