package dev.fundbell.local.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.local.client.HttpStub;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleCommandTests {

	private static final String ACTIVE = """
			{"scheduleName":"coupon-expiry","taskDefinitionName":"coupon-expiry-task","scheduleProperties":{
			 "spring.cloud.scheduler.cron.expression":"0 9 * * *","scheduler.cron.time-zone":"Asia/Seoul",
			 "scheduler.overlap":"skip","paused":"false","next-run":"2026-11-24T00:00:00Z","last-run":"2026-11-23T00:00:00Z",
			 "last-execution":"12","last-outcome":"exit code 0","arguments":"--lead-days=3"}}""";

	private static final String PAUSED = """
			{"scheduleName":"funding-close","taskDefinitionName":"funding-close-task","scheduleProperties":{
			 "spring.cloud.scheduler.cron.expression":"*/5 * * * *","scheduler.cron.time-zone":"UTC","paused":"true"}}""";

	private static final String LIST = "{\"_embedded\":{\"scheduleInfoResourceList\":[" + ACTIVE + "," + PAUSED + "]}}";

	private static final String RUN_17 = """
			[{"due":"2026-11-23T08:31:20Z","kind":"by hand","state":"%s","attempt":1,"execution":17,
			 "started":"2026-11-23T08:31:20Z","ended":%s,"reason":null}]""";

	private static final String COUPON_EXPIRY = "/tasks/schedules/coupon-expiry";

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@AutoClose
	private final HttpStub server = new HttpStub();

	@BeforeEach
	void prepareSchedule() {
		this.server.answer("GET " + COUPON_EXPIRY, 200, ACTIVE);
	}

	@Test
	void listsNameTaskCronZoneStateNextAndLastRun() {
		this.server.answer("GET /tasks/schedules", 200, LIST);

		assertThat(run("list")).isZero();

		assertThat(this.out.toString().lines().map((line) -> line.strip().replaceAll(" {2,}", " | "))).containsExactly(
				"NAME | TASK | CRON | ZONE | STATE | NEXT RUN | LAST RUN | OUTCOME",
				"coupon-expiry | coupon-expiry-task | 0 9 * * * | Asia/Seoul | active | 2026-11-24 09:00 | 2026-11-23 09:00 | exit code 0",
				"funding-close | funding-close-task | */5 * * * * | UTC | paused | - | - | -");
	}

	@Test
	void listsTheSchedulesOfATask() {
		this.server.answer("GET /tasks/schedules/instances/some-task", 200, "{}");

		assertThat(run("list", "--task=some-task")).isZero();
		assertThat(this.out.toString().strip()).isEqualTo("There is no schedule");
	}

	@Test
	void showsAllThatIsKnown() {
		assertThat(run("show", "coupon-expiry")).isZero();

		assertThat(this.out.toString().lines().map((line) -> line.strip().replaceAll(" {2,}", " | "))).contains(
				"arguments | --lead-days=3", "last execution | 12", "scheduler.overlap | skip",
				"scheduler.cron.time-zone | Asia/Seoul");
	}

	@Test
	void createsWithAllThatADataFlowScheduleTakes() {
		String request = "POST /tasks/schedules?scheduleName=coupon-expiry&taskDefinitionName=coupon-expiry-task"
				+ "&properties=scheduler.cron.expression%3D0+9+*+*+*%2Cscheduler.cron.time-zone%3DAsia%2FSeoul"
				+ "%2Cscheduler.overlap%3Dqueue%2Cscheduler.missed%3Dskip%2Cversion.a%3D0.1.0&arguments=--lead-days%3D3";
		this.server.answer(request, 201, "");

		assertThat(run("create", "coupon-expiry", "--task=coupon-expiry-task", "--cron=0 9 * * *",
				"--time-zone=Asia/Seoul", "--overlap=queue", "--missed=skip", "--property=version.a=0.1.0",
				"--arguments=--lead-days=3"))
			.as(this.err.toString())
			.isZero();
		assertThat(this.server.requests()).first().isEqualTo(request);
		assertThat(this.out.toString().strip()).isEqualTo("coupon-expiry runs next at 2026-11-24 09:00 Asia/Seoul");
	}

	@Test
	void showsTheNextRunsBeforeAScheduleIsCreated() {
		this.server.answer(
				"GET /tasks/schedules/preview?properties=scheduler.cron.expression%3D%40daily&arguments=--day%3D%7Bdue%3Ayyyy%7D",
				200,
				"""
						[{"due":"2026-11-24T00:00:00Z","local":"Tue 2026-11-24 09:00:00 Asia/Seoul","arguments":"--day=2026"}]""");

		assertThat(run("preview", "--cron=@daily", "--arguments=--day={due:yyyy}")).as(this.err.toString()).isZero();
		assertThat(this.out.toString().lines().map((line) -> line.strip().replaceAll(" {2,}", " | ")))
			.containsExactly("NEXT RUNS | ARGUMENTS", "Tue 2026-11-24 09:00:00 Asia/Seoul | --day=2026");
	}

	@Test
	void showsTheHistoryInTheSchedulesZone() {
		this.server.answer("GET " + COUPON_EXPIRY + "/runs?limit=2", 200,
				"""
						[{"due":"2026-11-24T00:00:00Z","kind":"scheduled","state":"skipped","attempt":0,"execution":null,"started":null,
						  "ended":"2026-11-24T00:00:00Z","reason":"skipped, execution 12 still ran"},
						 {"due":"2026-11-24T00:00:00Z","kind":"retry","retry":1,"state":"due","attempt":0,"execution":null,
						  "started":null,"ended":null,"reason":"retry 1, not before 2026-11-24T01:30:00.25Z"},
						 {"due":"2026-11-23T00:00:00Z","kind":"scheduled","state":"running","attempt":1,"execution":12,
						  "started":"2026-11-23T00:00:00Z","ended":null,"reason":null},
						 {"due":"2026-11-22T00:00:00Z","kind":"by hand","state":"succeeded","attempt":1,"execution":11,
						  "started":"2026-11-22T00:00:01Z","ended":"2026-11-22T01:02:04Z","reason":"exit code 0"}]""");

		assertThat(run("history", "coupon-expiry", "-n", "2")).as(this.err.toString()).isZero();
		assertThat(this.out.toString().lines().map((line) -> line.strip().replaceAll(" {2,}", " | "))).containsExactly(
				"DUE | KIND | STATE | EXECUTION | TOOK | REASON",
				"2026-11-24 09:00 | scheduled | skipped | - | - | skipped, execution 12 still ran",
				"2026-11-24 09:00 | retry 1 | due | - | - | retry 1, not before 2026-11-24 10:30",
				"2026-11-23 09:00 | scheduled | running | 12 | - | -",
				"2026-11-22 09:00 | by hand | succeeded | 11 | 1:02:03 | exit code 0");
	}

	@Test
	void asksForABackfillByDays() {
		this.server.answer("POST " + COUPON_EXPIRY + "/backfill?from=2026-11-01&to=2026-11-10&parallel=2", 201, "10");

		assertThat(run("backfill", "coupon-expiry", "--from=2026-11-01", "--to=2026-11-10", "--parallel=2"))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).startsWith("coupon-expiry runs for 10 due times");
		assertThat(run("backfill", "coupon-expiry", "--from=soon", "--to=2026-11-10")).isEqualTo(2);
	}

	@Test
	void saysWhatTheServerSays() {
		this.server.answer(
				"POST /tasks/schedules?scheduleName=x&taskDefinitionName=y&properties=scheduler.cron.expression%3D99&arguments=",
				400, "{\"_embedded\":{\"errors\":[{\"message\":\"'99' is no cron expression.\"}]}}");

		assertThat(run("create", "x", "--task=y", "--cron=99")).isEqualTo(1);
		assertThat(this.err.toString().strip()).isEqualTo("fundbell: '99' is no cron expression.");
	}

	@Test
	void saysHowToSignIn() {
		this.server.answer("GET /tasks/schedules", 401, "");

		assertThat(run("list")).isEqualTo(1);
		assertThat(this.err.toString()).contains("asks for a sign-in", "FUNDBELL_DATAFLOW_USERNAME").hasLineCount(1);
	}

	@Test
	void changesOnlyWhatIsGiven() {
		this.server.answer("PUT " + COUPON_EXPIRY + "?properties=scheduler.missed%3Dskip", 200, "");
		assertThat(run("edit", "coupon-expiry", "--missed=skip")).isZero();

		this.server.answer("PUT " + COUPON_EXPIRY
				+ "?properties=scheduler.retry.attempts%3D3%2Cscheduler.retry.backoff%3D5m%2Cscheduler.max-run-time%3D2h%2Cscheduler.start-deadline%3D30m",
				200, "");
		assertThat(run("edit", "coupon-expiry", "--retries=3", "--retry-backoff=5m", "--max-run-time=2h",
				"--start-deadline=30m"))
			.isZero();

		this.server.answer("PUT " + COUPON_EXPIRY + "?properties=&arguments=", 200, "");
		assertThat(run("edit", "coupon-expiry", "--arguments=")).isZero();
	}

	@Test
	void anEditThatChangesNothingIsAMistake() {
		assertThat(run("edit", "coupon-expiry")).isEqualTo(2);
		assertThat(this.err.toString()).contains("Nothing is to change");
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void pausesResumesAndDeletesUpToTheFirstThatIsNotThere() {
		for (String request : List.of("POST /tasks/schedules/a/pause", "POST /tasks/schedules/a/resume",
				"DELETE /tasks/schedules/a")) {
			this.server.answer(request, 200, "");
		}

		assertThat(run("pause", "a")).isZero();
		assertThat(run("resume", "a")).isZero();
		assertThat(run("delete", "a", "gone", "c")).isEqualTo(1);

		assertThat(this.out.toString().lines()).containsExactly("a is paused", "a is active", "a is deleted");
		assertThat(this.server.requests()).last().isEqualTo("DELETE /tasks/schedules/gone");
	}

	@Test
	void pausesAndResumesAllTogether() {
		this.server.answer("POST /tasks/schedules/*/pause", 200, "").answer("POST /tasks/schedules/*/resume", 200, "");

		assertThat(run("pause", "--all")).as(this.err.toString()).isZero();
		assertThat(run("resume", "--all")).isZero();
		assertThat(this.out.toString().lines()).containsExactly("Each schedule is paused", "Each schedule is active");
		assertThat(run("pause")).isEqualTo(2);
		assertThat(run("pause", "--all", "a")).isEqualTo(2);
		assertThat(this.err.toString()).contains("Give the names of schedules, or --all");
	}

	@Test
	void runsNowAndExitsWithTheTasksExitCode() {
		this.server.answer("POST " + COUPON_EXPIRY + "/run", 201, "17")
			.answer("GET /tasks/executions/17", 200,
					"{\"executionId\":17,\"exitCode\":3,\"endTime\":\"2026-11-23T08:31:28Z\",\"taskExecutionStatus\":\"ERROR\"}")
			.answer("GET " + COUPON_EXPIRY + "/runs?limit=20", 200, RUN_17.formatted("running", "null"))
			.thenAnswer("GET " + COUPON_EXPIRY + "/runs?limit=20", 200, RUN_17.formatted("running", "null"))
			.thenAnswer("GET " + COUPON_EXPIRY + "/runs?limit=20", 200,
					RUN_17.formatted("failed", "\"2026-11-23T08:31:29Z\""));

		assertThat(run("run", "coupon-expiry")).isEqualTo(3);
		assertThat(this.out.toString()).contains("coupon-expiry launched as execution 17", "with exit code 3");
		assertThat(run("history", "coupon-expiry")).isZero();
		assertThat(this.out.toString()).as("the history right after it").contains("failed").doesNotContain("running ");
	}

	@Test
	void explainsItselfWithExamples() {
		for (String command : List.of("list", "show", "create", "edit", "preview", "history", "backfill", "pause",
				"resume", "run", "delete")) {
			assertThat(run(command, "--help")).as(command).isZero();
		}
		assertThat(run("--help")).isZero();
		assertThat(this.out.toString()).contains("fundbell schedule create coupon-evening --task=coupon-expiry-task");
		assertThat(run()).as("no command").isEqualTo(2);
	}

	private int run(String... words) {
		List<String> command = new ArrayList<>(List.of("schedule"));
		command.addAll(List.of(words));
		if (words.length > 0 && !List.of(words).contains("--help")) {
			command.add("--server=" + this.server.uri());
		}
		return Fundbell.commandLine()
			.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(command.toArray(String[]::new));
	}

}
