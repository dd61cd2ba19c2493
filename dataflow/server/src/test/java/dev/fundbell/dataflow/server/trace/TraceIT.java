package dev.fundbell.dataflow.server.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.ServiceData;
import dev.fundbell.dataflow.server.platform.TestDatabase;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Traces by REST, from the service's real schema. */
class TraceIT {

	/** Far above those that the server gives out. */
	private static final long EXECUTION = 900_000_000;

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	private final JdbcTemplate service = ServiceData.create();

	@BeforeEach
	void addData() {
		ServiceData.fill();
	}

	@AfterEach
	void removeExecution() {
		JdbcTemplate jdbc = this.server.jdbc();
		jdbc.update("DELETE FROM fundbell_schedule_runs WHERE schedule = 'traces'");
		jdbc.update("DELETE FROM BOOT3_TASK_TASK_BATCH WHERE TASK_EXECUTION_ID = ?", EXECUTION);
		jdbc.update("DELETE FROM BOOT3_BATCH_JOB_EXECUTION_PARAMS WHERE JOB_EXECUTION_ID = ?", EXECUTION);
		jdbc.update("DELETE FROM BOOT3_BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = ?", EXECUTION);
		jdbc.update("DELETE FROM BOOT3_BATCH_JOB_INSTANCE WHERE JOB_INSTANCE_ID = ?", EXECUTION);
		jdbc.update("DELETE FROM BOOT3_TASK_EXECUTION WHERE TASK_EXECUTION_ID = ?", EXECUTION);
	}

	@Test
	void showsHowFarANotificationHasCome() {
		JsonNode trace = this.rest.get("/traces/notifications/10").body();
		assertThat(trace.path("userId").asLong()).isEqualTo(1);
		assertThat(trace.path("message").isNull()).as("masked").isTrue();
		assertThat(trace.path("summary").asText()).isEqualTo("Published and read; SMS undelivered.");
		assertThat(step(trace, "created").path("at").asText()).isEqualTo("1970-01-01T12:00:00Z");
		assertThat(step(trace, "published").path("text").asText())
			.contains("topic notifications, partition 2, offset 40", "claimed before, at 1970-01-01T12:00:00Z");
		assertThat(step(trace, "read").path("at").asText()).isEqualTo("1970-01-01T13:00:00Z");
		assertThat(step(trace, "sms").path("text").asText()).contains("solapi, its id M4V-1", "no phone …")
			.doesNotContain("5678");
	}

	@Test
	void namesTheExecutionThatHasCreatedIt() {
		String runId = this.service.queryForObject("SELECT run_id FROM task_runs", String.class);
		record(runId);
		JsonNode trace = this.rest.get("/traces/notifications/10").body();
		assertThat(trace.path("execution").asLong()).isEqualTo(EXECUTION);
		assertThat(step(trace, "created").path("text").asText()).isEqualTo(
				"Created by run 3 of the job coupon-expiry, execution 900000000 of traced of the schedule traces.");
	}

	@Test
	void saysWhyItWasNotSent() {
		JsonNode withdrawn = this.rest.get("/traces/notifications/11").body();
		assertThat(withdrawn.path("summary").asText()).contains("because it was stale: coupon used");
		assertThat(step(withdrawn, "pushed").path("outcome").asText()).isEqualTo("none");
		JsonNode parked = this.rest.get("/traces/notifications/12").body();
		assertThat(step(parked, "published").path("text").asText()).startsWith("Parked.")
			.contains("the record is too large", "parked retry 12");
	}

	@Test
	void listsTheLatestNotificationsOfAUserWithoutNumbersAndNames() {
		JsonNode user = this.rest.get("/traces/users/1?limit=2").body();
		assertThat(user.path("phone").asBoolean()).isTrue();
		assertThat(user.path("notifications").findValuesAsText("id")).containsExactly("12", "11");
		assertThat(user.path("notifications").path(1).path("reason").asText()).isEqualTo("COUPON_USED");
		JsonNode all = this.rest.get("/traces/users/1").body();
		assertThat(all.path("notifications").path(2).path("sms").asText()).isEqualTo("UNDELIVERED");
		assertThat(all.toString()).doesNotContain("5678", "Kim", "somebody");
	}

	@Test
	void saysWhatItDoesNotKnow() {
		Rest.Answer none = this.rest.get("/traces/notifications/99");
		assertThat(none.status()).isEqualTo(404);
		assertThat(none.error()).startsWith("There is no notification 99");
		assertThat(this.rest.get("/traces/users/99").error()).isEqualTo("There is no user 99.");
		assertThat(this.rest.get("/traces/users/1?limit=0").error()).isEqualTo("limit is from 1 to 200, not 0.");
		assertThat(this.rest.get("/traces/notifications/x1").error()).contains("'x1' is no id");
	}

	@Test
	void entersEachLookInTheAuditLog() {
		int before = looks("trace of notification 11");
		this.rest.get("/traces/notifications/11");
		this.rest.get("/traces/users/1");
		assertThat(looks("trace of notification 11")).isEqualTo(before + 1);
		assertThat(looks("trace of user 1")).isPositive();
		assertThat(this.rest.get("/audit-records").status()).isEqualTo(200);
	}

	@Test
	void cannotChangeTheServicesDatabase() {
		TraceProperties.Datasource owner = new TraceProperties.Datasource(Platform.database().url("service"), "service",
				TestDatabase.PASSWORD);
		try (ServiceDatabase database = new ServiceDatabase(owner)) {
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> database.read((jdbc) -> jdbc.update("DELETE FROM users")))
				.withMessageContaining("READ ONLY");
		}
	}

	@Test
	void saysThatTheServicesDatabaseIsAway() {
		TraceProperties.Datasource nowhere = new TraceProperties.Datasource("jdbc:mariadb://127.0.0.1:1/x", "x", "x");
		try (ServiceDatabase database = new ServiceDatabase(nowhere)) {
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> database.read((jdbc) -> jdbc.queryForList("SELECT 1")))
				.withMessageStartingWith("The service's database cannot be read: ");
		}
	}

	private int looks(String what) {
		return this.server.jdbc()
			.queryForObject("SELECT COUNT(*) FROM audit_records WHERE correlation_id = ?", Integer.class, what);
	}

	/** Records an execution as a task does, of a run of a schedule. */
	private void record(String runId) {
		JdbcTemplate jdbc = this.server.jdbc();
		long id = EXECUTION;
		jdbc.update("INSERT INTO BOOT3_TASK_EXECUTION (TASK_EXECUTION_ID, TASK_NAME, START_TIME, END_TIME, EXIT_CODE) "
				+ "VALUES (?, 'traced', NOW(), NOW(), 0)", id);
		jdbc.update("INSERT INTO BOOT3_BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY) "
				+ "VALUES (?, 0, 'coupon-expiry', ?)", id, "key" + id);
		jdbc.update("INSERT INTO BOOT3_BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, JOB_INSTANCE_ID, CREATE_TIME) "
				+ "VALUES (?, ?, NOW())", id, id);
		jdbc.update("INSERT INTO BOOT3_BATCH_JOB_EXECUTION_PARAMS "
				+ "(JOB_EXECUTION_ID, PARAMETER_NAME, PARAMETER_TYPE, PARAMETER_VALUE, IDENTIFYING) "
				+ "VALUES (?, 'run-id', 'java.lang.String', ?, 'Y')", id, runId);
		jdbc.update("INSERT INTO BOOT3_TASK_TASK_BATCH (TASK_EXECUTION_ID, JOB_EXECUTION_ID) VALUES (?, ?)", id, id);
		jdbc.update(
				"INSERT INTO fundbell_schedule_runs (schedule, due, kind, state, attempt, schema_target, execution_id, ended) "
						+ "VALUES ('traces', UTC_TIMESTAMP(6), 'SCHEDULED', 'SUCCEEDED', 1, 'boot3', ?, UTC_TIMESTAMP(6))",
				id);
	}

	private static JsonNode step(JsonNode trace, String part) {
		for (JsonNode step : trace.path("steps")) {
			if (step.path("part").asText().equals(part)) {
				return step;
			}
		}
		throw new AssertionError("There is no step " + part);
	}

}
