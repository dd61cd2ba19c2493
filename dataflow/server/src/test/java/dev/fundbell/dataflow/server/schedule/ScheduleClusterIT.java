package dev.fundbell.dataflow.server.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several servers on one database, of which one dies, and many schedules. A launch is
 * recorded, not run.
 */
class ScheduleClusterIT {

	private static final String DATABASE = "schedule_cluster";

	private static final String TEN_THOUSAND_SCHEDULES = """
			INSERT INTO fundbell_schedules
				(name, task_definition, platform, expression, time_zone, overlap, missed, paused, properties, arguments)
			SELECT CONCAT('s', seq), 'probe', 'default', '0 9 * * *', 'Asia/Seoul', 'SKIP', 'ONCE', FALSE, '{}', '[]'
			FROM seq_1_to_10000
			""";

	private static final String THEIR_TRIGGERS = """
			INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
			SELECT 'schedule', name, '2027-01-01', FALSE, 1 FROM fundbell_schedules
			""";

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), DATABASE);

	private final Schedules schedules = new Schedules(this.jdbc, new Json());

	@BeforeEach
	void empty() {
		ScheduleTables.empty(this.jdbc);
	}

	@Test
	void eachDueScheduleFiresOnceWhileAServerIsKilled() throws Exception {
		List<String> expected = addDue(200);
		Process victim = startNode();
		await().atMost(PATIENCE).until(() -> launches().size() >= 20);
		ScheduleTrigger survivor = ClusterNode.trigger(this.jdbc);
		survivor.start();
		try {
			await().atMost(PATIENCE).until(() -> launches().size() >= 60);
			victim.destroyForcibly().waitFor();
			await().atMost(PATIENCE).until(() -> launches().size() >= 200 && nothingIsDue());
		}
		finally {
			survivor.stop();
		}
		assertThat(launches()).containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	void aThousandSchedulesOfOneSecondAreLaunchedInOrder() {
		List<String> expected = addDue(1000);
		ScheduleTrigger trigger = ClusterNode.trigger(this.jdbc);
		trigger.start();
		try {
			await().atMost(PATIENCE).until(() -> launches().size() >= 1000 && nothingIsDue());
		}
		finally {
			trigger.stop();
		}
		assertThat(launches()).containsExactlyElementsOf(expected);
	}

	@Test
	void tenThousandSchedulesAreListedInASecond() {
		this.jdbc.update(TEN_THOUSAND_SCHEDULES);
		this.jdbc.update(THEIR_TRIGGERS);
		this.schedules.all();
		Instant start = Instant.now();
		assertThat(this.schedules.all().stream().map(ScheduleInfos::of)).hasSize(10_000);
		assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(1));
	}

	private List<String> launches() {
		return new RecordedLaunches(this.jdbc).runs();
	}

	private boolean nothingIsDue() {
		return this.jdbc.queryForObject(
				"SELECT COUNT(*) FROM scheduled_tasks WHERE picked OR execution_time < '2027-01-01'",
				Integer.class) == 0;
	}

	/**
	 * Stores schedules that were due a microsecond after each other, and run yearly.
	 */
	private List<String> addDue(int count) {
		Timing yearly = new Timing("0 0 29 2 *", ZoneId.of("UTC"), Overlap.ALLOW, Missed.ONCE);
		Instant due = Instant.parse("2026-02-01T00:00:00Z");
		ScheduleTrigger trigger = ClusterNode.trigger(this.jdbc);
		return IntStream.range(0, count).mapToObj((number) -> {
			String name = "s%05d".formatted(number);
			this.schedules.add(Schedule.create(name, "probe", "default", yearly, Map.of(), List.of()));
			Instant own = due.plusNanos(1000L * number);
			trigger.set(name, own);
			return "name=" + name + " due=" + own;
		}).collect(Collectors.toList());
	}

	private Process startNode() throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ClusterNode.class.getName(), Platform.database().url(DATABASE),
				DATABASE, TestDatabase.PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(Platform.TARGET.resolve("it/cluster-node.log").toFile())
			.start();
	}

}
