package dev.fundbell.dataflow.server.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several servers on one database, one of which is killed, and many schedules. Launches
 * are recorded, not run.
 */
class ScheduleClusterIT {

	private static final String DATABASE = "schedule_cluster";

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), DATABASE);

	@BeforeEach
	void empty() {
		ScheduleTables.empty(this.jdbc);
	}

	@Test
	void eachDueScheduleFiresOnceWhileAServerIsKilled() throws Exception {
		List<String> expected = DueSchedules.add(this.jdbc, "probe", 0, 200);
		Process victim = startNode();
		await().atMost(PATIENCE).until(() -> launches().size() >= 20);
		ClusterNode survivor = new ClusterNode(this.jdbc, Clock.systemUTC());
		survivor.start();
		try {
			await().atMost(PATIENCE).until(() -> launches().size() >= 60);
			victim.destroyForcibly().waitFor();
			await().atMost(PATIENCE).until(() -> launches().size() >= 200 && DueSchedules.nothingIsDue(this.jdbc));
		}
		finally {
			survivor.stop();
		}
		assertThat(launches()).containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	void aThousandSchedulesOfOneSecondAreLaunchedInOrder() {
		List<String> expected = DueSchedules.add(this.jdbc, "probe", 0, 1000);
		ClusterNode node = new ClusterNode(this.jdbc, Clock.systemUTC());
		node.start();
		try {
			await().atMost(PATIENCE).until(() -> launches().size() >= 1000 && DueSchedules.nothingIsDue(this.jdbc));
		}
		finally {
			node.stop();
		}
		assertThat(launches()).containsExactlyElementsOf(expected);
	}

	private List<String> launches() {
		return new ClusterNode(this.jdbc, Clock.systemUTC()).launches.runs();
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
