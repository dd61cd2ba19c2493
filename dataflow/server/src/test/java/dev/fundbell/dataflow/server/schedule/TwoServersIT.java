package dev.fundbell.dataflow.server.schedule;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.dataflow.server.platform.LeapDay;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.ServerProcess;
import dev.fundbell.dataflow.server.platform.Tasks;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two complete servers, as processes, on one database and with shared directories. Each
 * run is a process. {@link ScheduleFaultsIT} has two with directories of their own.
 */
class TwoServersIT {

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final String LAUNCHED_BY_EACH = """
			SELECT COUNT(*) FROM (
				SELECT server FROM fundbell_schedule_runs WHERE server IS NOT NULL GROUP BY server HAVING COUNT(*) >= 5) T
			""";

	private static final String UNFINISHED = """
			SELECT (SELECT COUNT(*) FROM fundbell_schedule_runs WHERE ended IS NULL)
				+ (SELECT COUNT(*) FROM BOOT3_TASK_EXECUTION WHERE END_TIME IS NULL)
			""";

	private static final String LOST = "SELECT COUNT(*) FROM fundbell_schedule_runs WHERE state = 'LOST'";

	/** One of its own for each try. */
	private final String database = "two_servers_" + UUID.randomUUID().toString().substring(0, 8);

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), this.database);

	@Test
	void eachDueScheduleFiresOnceWhileAServerIsKilledAndRestarted() throws IOException {
		try (StartedRuns runs = new StartedRuns(this.jdbc);
				ServerProcess victim = start("victim", runs);
				ServerProcess survivor = start("survivor", runs)) {
			new Tasks(victim.await().rest()).define("counted");
			survivor.await();

			List<String> expected = new ArrayList<>(DueSchedules.add(this.jdbc, "counted", 0, 200));
			await().atMost(PATIENCE).until(() -> runs.all().size() >= 40 && number(LAUNCHED_BY_EACH) == 2);
			victim.kill();
			assertThat(runs.all()).as("killed in between").hasSizeLessThan(200);
			await().atMost(PATIENCE)
				.until(() -> runs.all().size() + number(LOST) >= 200 && DueSchedules.nothingIsDue(this.jdbc));
			await().atMost(PATIENCE).until(() -> number(UNFINISHED) == 0);
			// It may have been killed after it had made an execution and before the
			// process had started.
			assertThat(number(LOST)).isLessThanOrEqualTo(1);
			assertThat(runs.all()).doesNotHaveDuplicates().isSubsetOf(expected).hasSize(200 - number(LOST));
			assertThat(number("SELECT COUNT(*) FROM fundbell_schedule_runs WHERE state = 'SUCCEEDED'"))
				.isEqualTo(runs.all().size());

			victim.restart().await();
			survivor.stop();
			expected.retainAll(runs.all());
			expected.addAll(DueSchedules.add(this.jdbc, "counted", 200, 1));
			await().atMost(PATIENCE)
				.until(() -> runs.all().size() >= expected.size() && DueSchedules.nothingIsDue(this.jdbc));
			assertThat(runs.all()).as("after a restart").containsExactlyInAnyOrderElementsOf(expected);
			assertThat(nextRuns(victim.rest())).hasSize(201)
				.containsOnly(LeapDay.next(0, "UTC").toInstant().toString());
		}
	}

	private ServerProcess start(String name, StartedRuns runs) throws IOException {
		return ServerProcess.start(name, this.database, runs.options(ServerProcess.runs("both")));
	}

	private int number(String query) {
		return this.jdbc.queryForObject(query, Integer.class);
	}

	private static List<String> nextRuns(Rest rest) {
		List<String> next = new ArrayList<>();
		for (JsonNode schedule : rest.get("/tasks/schedules").body().at("/_embedded/scheduleInfoResourceList")) {
			next.add(schedule.path("scheduleProperties").path("next-run").asText());
		}
		return next;
	}

}
