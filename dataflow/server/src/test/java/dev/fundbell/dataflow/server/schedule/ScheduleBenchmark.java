package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures of many schedules, which {@code benchmarks/run schedules} prints. It is no part
 * of the build: it asserts what is listed and launched, and no times.
 */
class ScheduleBenchmark {

	private static final int LISTED = 10_000;

	private static final int DUE = 1000;

	private static final int TIMES = 7;

	private static final String RUN_OF_EACH = """
			INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt, started, ended)
			SELECT name, '1999-11-23', 'SCHEDULED', 'SUCCEEDED', 1, '1999-11-23', '1999-11-23' FROM fundbell_schedules
			""";

	@Test
	void listsTenThousandSchedules() {
		TestServer server = Platform.anotherServer("many_schedules", Map.of());
		try (server) {
			DueSchedules.add(server.jdbc(), "probe", 0, LISTED);
			server.jdbc().update("UPDATE fundbell_schedules SET paused = TRUE, next_due = NULL");
			server.jdbc().update(RUN_OF_EACH);
			Schedules schedules = server.bean(Schedules.class);
			print("read from the database", () -> assertThat(schedules.all()).hasSize(LISTED));
			Rest rest = server.rest();
			print("listed by REST",
					() -> assertThat(
							rest.get("/tasks/schedules").body().at("/_embedded/scheduleInfoResourceList").size())
						.isEqualTo(LISTED));
		}
	}

	@Test
	void launchesAThousandThatAreDueInOneSecond() {
		JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), "schedule_benchmark");
		ScheduleTables.empty(jdbc);
		List<String> expected = DueSchedules.add(jdbc, "probe", 0, DUE);
		ClusterNode node = new ClusterNode(jdbc, Clock.systemUTC());
		node.beat(1);
		long start = System.nanoTime();
		node.look();
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		assertThat(node.launches.runs()).containsExactlyElementsOf(expected);
		System.out.printf("%,d schedules due at once: launched in order in %,d ms, without processes%n", DUE,
				took.toMillis());
	}

	private static void print(String what, Runnable work) {
		long[] millis = LongStream.range(0, TIMES).map((time) -> millis(work)).toArray();
		System.out.printf("%,d schedules %s: %,d ms, the first time %,d ms%n", LISTED, what,
				LongStream.of(millis).sorted().toArray()[TIMES / 2], millis[0]);
	}

	private static long millis(Runnable work) {
		long start = System.nanoTime();
		work.run();
		return Duration.ofNanos(System.nanoTime() - start).toMillis();
	}

}
