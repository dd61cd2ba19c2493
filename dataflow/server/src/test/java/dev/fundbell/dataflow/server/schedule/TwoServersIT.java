package dev.fundbell.dataflow.server.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

/** Two complete servers, as processes, on one database. Each run is a process. */
class TwoServersIT {

	private static final String DATABASE = "two_servers";

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), DATABASE);

	@Test
	void eachDueScheduleFiresOnceWhileAServerIsKilledAndRestarted() throws IOException {
		try (StartedRuns runs = new StartedRuns(this.jdbc);
				ServerProcess victim = start("victim", runs);
				ServerProcess survivor = start("survivor", runs)) {
			define(victim.await().rest());
			survivor.await();

			List<String> expected = new ArrayList<>(DueSchedules.add(this.jdbc, "counted", 0, 200));
			await().atMost(PATIENCE).until(() -> runs.all().size() >= 40 && launchesOf("victim") >= 5);
			victim.kill();
			assertThat(runs.all()).as("killed in between").hasSizeLessThan(200);
			await().atMost(PATIENCE).until(() -> runs.all().size() >= 200 && DueSchedules.nothingIsDue(this.jdbc));
			assertThat(runs.all()).containsExactlyInAnyOrderElementsOf(expected);

			victim.restart().await();
			survivor.stop();
			expected.addAll(DueSchedules.add(this.jdbc, "counted", 200, 1));
			await().atMost(PATIENCE).until(() -> runs.all().size() >= 201 && DueSchedules.nothingIsDue(this.jdbc));
			assertThat(runs.all()).as("after a restart").containsExactlyInAnyOrderElementsOf(expected);
			assertThat(nextRuns(victim.rest())).hasSize(201)
				.containsOnly(LeapDay.next(0, "UTC").toInstant().toString());
		}
	}

	private ServerProcess start(String name, StartedRuns runs) throws IOException {
		Path java = runs.script(Platform.TARGET.resolve("it"));
		return ServerProcess.start(name, DATABASE,
				Map.of("spring.cloud.dataflow.task.platform.local.accounts.default.java-cmd", java.toString(),
						"spring.cloud.dataflow.task.platform.local.accounts.default.maximum-concurrent-tasks", "20",
						"fundbell.schedules.heartbeat", "2s"));
	}

	private void define(Rest rest) {
		rest.post("/apps/task/probe?uri={}", Tasks.probeUri());
		assertThat(rest.post("/tasks/definitions?name=counted&definition=probe").status()).isEqualTo(200);
	}

	private static long launchesOf(String server) throws IOException {
		Path runs = ServerProcess.runs(server);
		if (!Files.isDirectory(runs)) {
			return 0;
		}
		try (Stream<Path> launches = Files.list(runs)) {
			return launches.count();
		}
	}

	private static List<String> nextRuns(Rest rest) {
		List<String> next = new ArrayList<>();
		for (JsonNode schedule : rest.get("/tasks/schedules").body().at("/_embedded/scheduleInfoResourceList")) {
			next.add(schedule.path("scheduleProperties").path("next-run").asText());
		}
		return next;
	}

}
