package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import dev.fundbell.servers.MariaDbServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** MariaDB is killed under the running server. */
class DatabaseAwayIT {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	@Test
	void theServerGoesOnByItselfWhenTheDatabaseIsBack() {
		new Tasks(this.server).define("survivor");
		this.rest.post("/tasks/schedules?scheduleName=survivor&taskDefinitionName=survivor&properties={}",
				"scheduler.cron.expression=* * * * * *,scheduler.overlap=allow");
		await().atMost(PATIENCE).until(() -> runs() > 0);
		MariaDbServer database = Platform.database().server();
		database.kill();
		assertThat(this.rest.get("/tasks/definitions").status()).isEqualTo(500);
		database.start();
		await().atMost(PATIENCE).until(() -> this.rest.get("/tasks/definitions").status() == 200);
		int before = runs();
		await().atMost(PATIENCE).until(() -> runs() > before);
		assertThat(this.rest.delete("/tasks/schedules/survivor").status()).isEqualTo(200);
		this.rest.delete("/tasks/definitions/survivor");
	}

	private int runs() {
		return this.rest.get("/tasks/executions?name=survivor").body().at("/page/totalElements").asInt();
	}

}
