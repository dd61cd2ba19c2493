package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fundbell.dataflow.server.platform.LeapDay;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.Rest;
import dev.fundbell.dataflow.server.platform.Shell;
import dev.fundbell.dataflow.server.platform.Tasks;
import dev.fundbell.dataflow.server.platform.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Schedules through Data Flow's own API and the real shell. */
class ScheduleRestIT {

	private static final String NEVER_SOON = "0 9 29 2 *";

	private static final String TEN_THOUSAND_SCHEDULES = """
			INSERT INTO fundbell_schedules (name, task_definition, platform, expression, time_zone, overlap, missed,
				paused, properties, arguments, next_due)
			SELECT CONCAT('many-', seq), 'many', 'default', '0 9 * * *', 'Asia/Seoul', 'SKIP', 'ONCE', FALSE, '{}', '[]',
				'9998-01-01'
			FROM seq_1_to_10000
			""";

	private final TestServer server = Platform.server();

	private final Rest rest = this.server.rest();

	@BeforeAll
	static void define() {
		new Tasks(Platform.server()).define("scheduled");
	}

	@Test
	void aScheduleShowsWhatItDoes() {
		assertThat(create("shows", "scheduled",
				"scheduler.cron.expression=" + NEVER_SOON
						+ ",scheduler.cron.time-zone=Europe/Berlin,app.probe.fundbell.probe.sleep=1ms")
			.status()).isEqualTo(201);
		JsonNode properties = this.rest.get("/tasks/schedules/shows").body().path("scheduleProperties");
		assertThat(properties.path("spring.cloud.scheduler.cron.expression").asText()).isEqualTo(NEVER_SOON);
		assertThat(properties.path("scheduler.cron.time-zone").asText()).isEqualTo("Europe/Berlin");
		assertThat(properties.path("next-run").asText()).isEqualTo(nextRunIn("Europe/Berlin"));
		assertThat(properties.path("app.probe.fundbell.probe.sleep").asText()).isEqualTo("1ms");
		assertThat(this.rest.get("/tasks/schedules/instances/scheduled").body().toString()).contains("\"shows\"");
		assertThat(this.rest.get("/tasks/schedules?platform=default").body().toString()).contains("\"shows\"");
		assertThat(this.rest.get("/audit-records?operations=SCHEDULE&sort=id,desc").body().toString())
			.contains("shows");
		assertThat(this.rest.delete("/tasks/schedules/shows").status()).isEqualTo(200);
		assertThat(this.rest.get("/tasks/schedules/shows").status()).isEqualTo(404);
		assertThat(this.rest.delete("/tasks/schedules/shows").error()).contains("no schedule named 'shows'");
	}

	@Test
	void theNextRunsAreShownBeforeAScheduleIsStored() {
		JsonNode runs = this.rest
			.get("/tasks/schedules/preview?properties={}&arguments={}",
					"scheduler.cron.expression=" + NEVER_SOON + ",scheduler.cron.time-zone=Europe/Berlin",
					"'--day={due:yyyy-MM-dd}' --x")
			.body();
		assertThat(runs).hasSize(5);
		assertThat(runs.at("/0/due").asText()).isEqualTo(nextRunIn("Europe/Berlin"));
		assertThat(runs.at("/0/local").asText()).matches("\\w{3} \\d{4}-02-29 09:00:00 Europe/Berlin");
		assertThat(runs.at("/4/arguments").asText()).matches("--day=\\d{4}-02-29 --x");
		Rest.Answer wrong = this.rest.get("/tasks/schedules/preview?properties={}",
				"scheduler.cron.expression=61 * * * *");
		assertWrong(wrong, 400, "is no cron expression");
	}

	@Test
	void aSecretIsNotReplacedByItsMask() {
		create("secret", "scheduled", "scheduler.cron.expression=" + NEVER_SOON + ",app.probe.my.password=xyz");
		String shown = this.rest.get("/tasks/schedules/secret")
			.body()
			.path("scheduleProperties")
			.path("app.probe.my.password")
			.asText();
		assertWrong(this.rest.put("/tasks/schedules/secret?properties={}", "app.probe.my.password=" + shown), 400,
				"is how a secret is shown");
		assertWrong(this.rest.put("/tasks/schedules/secret?arguments={}", "--api-token=******"), 400,
				"is how a secret is shown");
		assertThat(this.rest.put("/tasks/schedules/secret?properties={}", "scheduler.overlap=queue").status())
			.isEqualTo(200);
		assertThat(this.server.jdbc()
			.queryForObject("SELECT properties FROM fundbell_schedules WHERE name = 'secret'", String.class))
			.contains("xyz");
	}

	@Test
	void aScheduleMayBeNamedPreview() {
		assertThat(create("preview", "scheduled", "scheduler.cron.expression=" + NEVER_SOON).status()).isEqualTo(201);
		assertThat(this.rest.get("/tasks/schedules/preview").body().path("scheduleName").asText()).isEqualTo("preview");
	}

	@Test
	void aWrongRequestGetsASentenceAndStoresNothing() {
		assertWrong(this.rest.post(
				"/tasks/schedules?scheduleName=wrong&taskDefinitionName=scheduled&properties={}&arguments={}",
				"scheduler.cron.expression=@daily", "{due:bogus}"), 400, "has no date pattern");

		assertWrong(create("wrong", "scheduled", "scheduler.cron.expression=61 * * * *"), 400, "is no cron expression");
		assertWrong(create("wrong", "scheduled", "scheduler.cron.expression=@daily,scheduler.cron.time-zone=Nowhere"),
				400, "is no time zone");
		assertWrong(create("wrong", "no-such-task", "scheduler.cron.expression=@daily"), 404, "no-such-task");
		assertWrong(create("wr/ong", "scheduled", "scheduler.cron.expression=@daily"), 400,
				"is no name for a schedule");
		assertWrong(create("wrong", "scheduled", "x=y,scheduler.cron.expression=@daily"), 400, "x");
		assertThat(this.rest.get("/tasks/schedules").body().toString()).doesNotContain("wrong");
		create("taken", "scheduled", "scheduler.cron.expression=" + NEVER_SOON);
		assertWrong(create("taken", "scheduled", "scheduler.cron.expression=@daily"), 409,
				"already a schedule named 'taken'");
	}

	private void assertWrong(Rest.Answer answer, int status, String sentence) {
		assertThat(answer.error()).contains(sentence);
		assertThat(answer.status()).isEqualTo(status);
	}

	@Test
	void aDueRunIsAnOrdinaryExecutionOnceEverySecond() {
		new Tasks(this.server).define("fires");
		create("fires-every-second", "fires", "scheduler.cron.expression=* * * * * *");
		JsonNode first = await().atMost(Duration.ofSeconds(60))
			.until(() -> this.rest.get("/tasks/executions?name=fires")
				.body()
				.at("/_embedded/taskExecutionResourceList/0"), (execution) -> !execution.isMissingNode());
		this.rest.delete("/tasks/schedules/fires-every-second");
		JsonNode ended = new Tasks(this.server).awaitEnd(first.path("executionId").asLong());
		assertThat(ended.path("exitCode").asInt()).isZero();
		assertThat(ended.path("arguments").toString()).contains("--fundbell.schedule.name=fires-every-second",
				"--fundbell.schedule.due=20");
	}

	@Test
	void aScheduleIsPausedResumedChangedAndRunByHand() {
		create("by-hand", "scheduled",
				"scheduler.cron.expression=" + NEVER_SOON + ",version.probe=" + System.getProperty("fundbell.version"));
		this.rest.post("/tasks/schedules/by-hand/pause");
		assertThat(property("by-hand", "paused")).isEqualTo("true");
		assertThat(property("by-hand", "next-run")).isEmpty();
		this.rest.post("/tasks/schedules/by-hand/resume");
		assertThat(property("by-hand", "next-run")).isEqualTo(nextRunIn("Asia/Seoul"));
		this.rest.put("/tasks/schedules/by-hand?properties={}", "scheduler.cron.time-zone=UTC,scheduler.overlap=allow");
		assertThat(property("by-hand", "next-run")).isEqualTo(nextRunIn("UTC"));
		assertThat(property("by-hand", "version.probe")).isEqualTo(System.getProperty("fundbell.version"));
		assertThat(this.rest.put("/tasks/schedules/by-hand?properties={}", "scheduler.missed=perhaps").status())
			.isEqualTo(400);
		Rest.Answer run = this.rest.post("/tasks/schedules/by-hand/run");
		assertThat(run.status()).isEqualTo(201);
		assertThat(property("by-hand", "last-execution")).isEqualTo(run.body().asText());
		assertThat(this.rest.post("/tasks/schedules/no-such/run").status()).isEqualTo(404);
	}

	@Test
	void theHistoryShowsEachRunWithStateAndReason() {
		create("remembers", "scheduled", "scheduler.cron.expression=" + NEVER_SOON);
		assertThat(this.rest.get("/tasks/schedules/remembers/runs").body()).isEmpty();
		long first = this.rest.post("/tasks/schedules/remembers/run").body().asLong();
		assertThat(this.rest.get("/tasks/schedules/remembers/runs").body().at("/0/execution").asLong())
			.as("in the history as soon as the request is answered")
			.isEqualTo(first);
		new Tasks(this.server).awaitEnd(first);
		long execution = this.rest.post("/tasks/schedules/remembers/run").body().asLong();
		JsonNode runs = await().atMost(Duration.ofSeconds(60))
			.until(() -> this.rest.get("/tasks/schedules/remembers/runs").body(),
					(history) -> history.at("/0/state").asText().equals("succeeded"));
		assertThat(runs).hasSize(2);
		assertThat(runs.at("/0/execution").asLong()).isEqualTo(execution);
		assertThat(runs.at("/0/kind").asText()).isEqualTo("by hand");
		assertThat(runs.at("/0/reason").asText()).isEqualTo("exit code 0");
		assertThat(runs.at("/0/attempt").asInt()).isOne();
		assertThat(runs.at("/0/ended").asText()).isGreaterThan(runs.at("/0/started").asText());
		assertThat(this.rest.get("/tasks/schedules/remembers/runs?limit=1").body()).hasSize(1);
		assertThat(this.rest.get("/tasks/schedules/no-such/runs").status()).isEqualTo(404);
	}

	@Test
	void aBackfillIsAskedForByDays() {
		create("backfilled", "scheduled", "scheduler.cron.expression=" + NEVER_SOON);
		String day = LeapDay.next(9, "Asia/Seoul").toLocalDate().toString();
		assertWrong(this.rest.post("/tasks/schedules/backfilled/backfill?from={}&to={}", day, day), 400, "was not due");
		assertWrong(this.rest.post("/tasks/schedules/backfilled/backfill?from=today&to={}", day), 400, "is no day");
		Rest.Answer added = this.rest
			.post("/tasks/schedules/backfilled/backfill?from=1996-02-01&to=1996-03-01&parallel=2");
		assertThat(added.status()).isEqualTo(201);
		assertThat(added.body().asInt()).isOne();
		assertThat(this.rest.get("/tasks/schedules/backfilled/runs").body().at("/0/kind").asText())
			.isEqualTo("backfill");
		this.rest.post("/tasks/schedules/backfilled/pause");
		assertWrong(this.rest.post("/tasks/schedules/backfilled/backfill?from=1992-02-01&to=1992-03-01"), 409,
				"is paused");
	}

	@Test
	void aRunThatLastsTooLongIsStopped() {
		create("too-long", "scheduled", "scheduler.cron.expression=" + NEVER_SOON
				+ ",scheduler.max-run-time=1s,app.probe.fundbell.probe.sleep=10m");
		assertThat(property("too-long", "scheduler.max-run-time")).isEqualTo("1s");
		this.rest.post("/tasks/schedules/too-long/run");
		await().atMost(Duration.ofSeconds(60))
			.until(() -> property("too-long", "last-outcome"), (outcome) -> outcome.contains("its maximum time"));
		assertThat(property("too-long", "last-outcome")).startsWith("exit code 143");
		assertWrong(create("wrong", "scheduled", "scheduler.cron.expression=@daily,scheduler.max-run-time=soon"), 400,
				"is no value of scheduler.max-run-time");
	}

	@Test
	void allSchedulesArePausedTogetherAndOnlyTheseResumedTogether() {
		create("paused-with-all", "scheduled", "scheduler.cron.expression=" + NEVER_SOON);
		create("paused-alone", "scheduled", "scheduler.cron.expression=" + NEVER_SOON);
		this.rest.post("/tasks/schedules/paused-alone/pause");
		assertThat(this.rest.post("/tasks/schedules/*/pause").status()).isEqualTo(200);
		assertThat(property("paused-with-all", "paused")).isEqualTo("true");
		assertThat(property("paused-with-all", "next-run")).isEmpty();
		assertThat(this.rest.post("/tasks/schedules/*/resume").status()).isEqualTo(200);
		assertThat(property("paused-with-all", "next-run")).isEqualTo(nextRunIn("Asia/Seoul"));
		assertThat(property("paused-alone", "paused")).isEqualTo("true");
		assertThat(this.rest.get("/audit-records?operations=SCHEDULE&actions=UPDATE&sort=id,desc").body().toString())
			.contains("\"correlationId\":\"*\"", "\\\"paused\\\":true");
		assertWrong(create("*", "scheduled", "scheduler.cron.expression=@daily"), 400, "is no name for a schedule");
	}

	@Test
	void aTasksEndIsTheEndOfItsSchedules() {
		new Tasks(this.server).define("short-lived");
		create("orphan", "short-lived", "scheduler.cron.expression=" + NEVER_SOON);
		assertThat(this.rest.delete("/tasks/definitions/short-lived").status()).isEqualTo(200);
		assertThat(this.rest.get("/tasks/schedules/orphan").status()).isEqualTo(404);
	}

	@Test
	void tenThousandSchedulesAreListed() {
		JdbcTemplate jdbc = this.server.jdbc();
		jdbc.update(TEN_THOUSAND_SCHEDULES);
		try {
			Rest.Answer answer = this.rest.get("/tasks/schedules/instances/many");
			Set<String> names = new HashSet<>();
			answer.body()
				.at("/_embedded/scheduleInfoResourceList")
				.forEach((schedule) -> names.add(schedule.path("scheduleName").asText()
						+ schedule.path("scheduleProperties").path("next-run").asText()));
			assertThat(names).hasSize(10_000)
				.contains("many-1" + "9998-01-01T00:00:00Z", "many-10000" + "9998-01-01T00:00:00Z");
			assertThat(this.rest.get("/tasks/schedules").body().at("/page/totalElements").asInt())
				.isGreaterThanOrEqualTo(10_000);
		}
		finally {
			jdbc.update("DELETE FROM fundbell_schedules WHERE task_definition = 'many'");
		}
	}

	@Test
	void theShellSchedules() {
		Shell shell = Platform.shell();
		String output = shell.run(
				"task schedule create --name from-shell --definitionName scheduled --expression \"" + NEVER_SOON
						+ "\" --properties \"scheduler.cron.time-zone=Europe/Berlin\"",
				"task schedule list", "task schedule destroy --name from-shell");
		assertThat(output)
			.contains("Created schedule 'from-shell'", "from-shell", NEVER_SOON, "Europe/Berlin",
					"next-run = " + nextRunIn("Europe/Berlin"), "Deleted task schedule 'from-shell'")
			.doesNotContain("Command failed");
		assertThat(shell.run("task schedule create --name bad --definitionName scheduled --expression \"99 * * * *\""))
			.contains("'99 * * * *' is no cron expression");
	}

	private static String nextRunIn(String zone) {
		return LeapDay.next(9, zone).toInstant().toString();
	}

	private String property(String schedule, String name) {
		return this.rest.get("/tasks/schedules/{}", schedule).body().path("scheduleProperties").path(name).asText();
	}

	private Rest.Answer create(String name, String task, String properties) {
		return this.rest.post("/tasks/schedules?scheduleName={}&taskDefinitionName={}&properties={}", name, task,
				properties);
	}

}
