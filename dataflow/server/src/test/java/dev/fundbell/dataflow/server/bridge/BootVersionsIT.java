package dev.fundbell.dataflow.server.bridge;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.StubJar;
import dev.fundbell.dataflow.server.platform.StubTask;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Boot 2 tasks beside those of Boot 4, for clients that do not say which they mean. Each
 * kind has tables of its own, with ids of its own.
 */
class BootVersionsIT {

	private static final long OF_BOOT_2 = 6_000_001;

	private static final long OF_BOTH = 6_000_002;

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	private final JdbcTemplate jdbc = this.server.jdbc();

	@AfterEach
	void delete() {
		this.rest.delete("/tasks/definitions/old-task");
		this.rest.delete("/apps/task/old");
		List.of("TASK_EXECUTION", "BOOT3_TASK_EXECUTION")
			.forEach((table) -> this.jdbc.update("DELETE FROM " + table + " WHERE TASK_EXECUTION_ID IN (?, ?)",
					OF_BOOT_2, OF_BOTH));
	}

	@Test
	void aBoot2AppIsRegisteredAndRunsAsOne() {
		String jar = StubJar.of(StubTask.class, "old", Map.of("Spring-Boot-Version", "2.7.18"));
		assertThat(this.rest.post("/apps/task/old?uri={}", jar).status()).isEqualTo(201);
		assertThat(this.rest.post("/tasks/definitions?name=old-task&definition=old").status()).isEqualTo(200);
		Rest.Answer launched = this.rest.post("/tasks/executions/launch?name=old-task");
		assertThat(launched.body().path("schemaTarget").asText()).isEqualTo("boot2");
		long id = launched.body().path("executionId").asLong();
		await().atMost(Duration.ofSeconds(90)).until(() -> row("TASK_EXECUTION", id).get("END_TIME") != null);
		assertThat(row("TASK_EXECUTION", id).get("EXIT_CODE")).isEqualTo(0);
		assertThat(
				this.rest.get("/tasks/logs/{}", row("TASK_EXECUTION", id).get("EXTERNAL_EXECUTION_ID")).body().asText())
			.contains(StubTask.OUTPUT);
	}

	@Test
	void anExecutionThatOnlyABoot2TaskHasIsFoundAndDeleted() {
		insert("TASK_EXECUTION", OF_BOOT_2);
		assertThat(this.rest.get("/tasks/executions/{}", OF_BOOT_2).body().path("taskName").asText())
			.isEqualTo("TASK_EXECUTION");
		assertThat(this.rest.delete("/tasks/executions/{}?action=REMOVE_DATA", OF_BOOT_2).status()).isEqualTo(200);
		assertThat(this.rest.get("/tasks/executions/{}", OF_BOOT_2).status()).isEqualTo(404);
	}

	@Test
	void anExecutionThatBothHaveIsShownAsThatOfBoot3() {
		insertBoth();
		assertThat(this.rest.get("/tasks/executions/{}", OF_BOTH).body().path("taskName").asText())
			.isEqualTo("BOOT3_TASK_EXECUTION");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /tasks/executions/{}", "DELETE /tasks/executions/{}?action=REMOVE_DATA",
			"DELETE /tasks/executions/7,{}?action=REMOVE_DATA" })
	void anExecutionThatBothHaveIsNotChangedUntilTheRequestSaysWhich(String request) {
		insertBoth();
		String[] parts = request.split(" ");
		Rest.Answer refused = this.rest.send(parts[0], parts[1], "", OF_BOTH);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.error()).contains("schemaTarget=boot2 or schemaTarget=boot3");
		assertThat(row("TASK_EXECUTION", OF_BOTH)).isNotEmpty();
		assertThat(row("BOOT3_TASK_EXECUTION", OF_BOTH)).isNotEmpty();
	}

	@Test
	void aRequestThatSaysWhichChangesThatOne() {
		insertBoth();
		assertThat(this.rest.delete("/tasks/executions/{}?action=REMOVE_DATA&schemaTarget=boot2", OF_BOTH).status())
			.isEqualTo(200);
		assertThat(row("TASK_EXECUTION", OF_BOTH)).isEmpty();
		assertThat(row("BOOT3_TASK_EXECUTION", OF_BOTH)).isNotEmpty();
	}

	private void insertBoth() {
		insert("TASK_EXECUTION", OF_BOTH);
		insert("BOOT3_TASK_EXECUTION", OF_BOTH);
	}

	private void insert(String table, long id) {
		LocalDateTime time = LocalDateTime.of(1999, 11, 23, 0, 0);
		this.jdbc.update(
				"INSERT INTO " + table
						+ " (TASK_EXECUTION_ID, TASK_NAME, START_TIME, END_TIME, EXIT_CODE) VALUES (?, ?, ?, ?, 0)",
				id, table, time, time);
	}

	private Map<String, Object> row(String table, long id) {
		return this.jdbc.queryForList("SELECT * FROM " + table + " WHERE TASK_EXECUTION_ID = ?", id)
			.stream()
			.findFirst()
			.orElse(Map.of());
	}

}
