package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.schedule.Schedule.LastRun;
import dev.fundbell.dataflow.server.schedule.ScheduleRuns.Next;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that are due, by a clock that the test sets, on the real tables. */
class ScheduleRunsIT {

	private static final Instant NINE = Instant.parse("2026-11-23T00:00:00Z");

	private static final Instant NINE_TOMORROW = Instant.parse("2026-11-24T00:00:00Z");

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), "schedule_runs");

	private final SettableClock clock = new SettableClock(NINE.toString());

	private final RecordedLaunches launches = new RecordedLaunches(this.jdbc);

	private final Schedules schedules = new Schedules(this.jdbc, new Json());

	private final ScheduleRuns runs = new ScheduleRuns(this.schedules,
			new ScheduleLaunches(this.launches.service(), this.jdbc), this.clock);

	@BeforeEach
	void empty() {
		ScheduleTables.empty(this.jdbc);
	}

	@Test
	void launchesADueRunAndTellsTheNext() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		assertThat(this.runs.run("daily", NINE)).contains(new Next(NINE_TOMORROW, NINE_TOMORROW));
		assertThat(this.launches.runs()).containsExactly("name=daily due=2026-11-23T00:00:00Z");
		this.launches.endAll();
		assertThat(this.schedules.find("daily").orElseThrow().last().outcome()).isEqualTo("exit code 0");
	}

	@Test
	void launchesARunOnceWhoseServerDiedBeforeItNotedTheLaunch() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.runs.run("daily", NINE);
		this.jdbc.update("UPDATE fundbell_schedules SET last_execution_id = NULL, last_schema_target = NULL");
		this.runs.run("daily", NINE);
		assertThat(this.launches.runs()).hasSize(1);
		assertThat(this.schedules.find("daily").orElseThrow().last().executionId()).isNotNull();
	}

	/** The server died between the start of the process and storing its launch id. */
	@Test
	void launchesARunOnceWhoseLaunchIdWasNotStored() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.runs.run("daily", NINE);
		this.jdbc.update("UPDATE fundbell_schedules SET last_execution_id = NULL, last_schema_target = NULL");
		this.launches.forgetLaunchIds();
		for (String argument : List.of("--fundbell.schedule.name=daily", "--fundbell.schedule.due=" + NINE)) {
			this.jdbc.update(
					"INSERT INTO BOOT3_TASK_EXECUTION_PARAMS SELECT TASK_EXECUTION_ID, ? FROM BOOT3_TASK_EXECUTION",
					argument);
		}
		this.runs.run("daily", NINE);
		assertThat(this.launches.runs()).isEmpty();
		assertThat(this.schedules.find("daily").orElseThrow().last().executionId()).isNotNull();
	}

	@Test
	void launchesARunWhoseServerDiedBeforeTheLaunch() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		assertThat(this.schedules.claim("daily", NINE)).isTrue();
		this.runs.run("daily", NINE);
		assertThat(this.launches.runs()).hasSize(1);
	}

	@Test
	void catchesUpWithOneRunAfterADowntime() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.clock.advance(Duration.ofDays(3).plusHours(1));
		assertThat(this.runs.run("daily", NINE)).map(Next::due).contains(Instant.parse("2026-11-27T00:00:00Z"));
		assertThat(this.launches.runs()).hasSize(1);
	}

	@Test
	void skipsMissedRunsWhereItIsToldTo() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.SKIP);
		this.clock.advance(ScheduleRuns.MISFIRE_THRESHOLD.plusSeconds(1));
		assertThat(this.runs.run("daily", NINE)).map(Next::due).contains(NINE_TOMORROW);
		assertThat(this.launches.runs()).isEmpty();
		assertThat(this.schedules.find("daily").orElseThrow().last().outcome()).isEqualTo("missed and skipped");
	}

	@Test
	void skipsARunWhileTheLastOneIsAlive() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		runTodayAndTomorrow();
		assertThat(this.launches.runs()).hasSize(1);
		LastRun last = this.schedules.find("daily").orElseThrow().last();
		assertThat(last.due()).isEqualTo(NINE_TOMORROW);
		assertThat(last.outcome()).isEqualTo("skipped, execution " + last.executionId() + " still ran");
	}

	@Test
	void aRunByHandIsTheLastRunAndTakesNoOtherRunsPlace() {
		add("daily", OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		this.clock.advance(Duration.ofHours(1));
		this.runs.launch(this.schedules.find("daily").orElseThrow(), this.clock.instant());
		assertThat(this.schedules.find("daily").orElseThrow().last().due()).isEqualTo(this.clock.instant());
		this.runs.run("daily", NINE);
		assertThat(this.launches.runs()).containsExactly("name=daily due=2026-11-23T01:00:00Z",
				"name=daily due=2026-11-23T00:00:00Z");
	}

	@Test
	void queuesARunUntilTheLastOneHasEnded() {
		add("daily", OverlapPolicy.QUEUE, MisfirePolicy.ONCE);
		Next again = runTodayAndTomorrow();
		assertThat(again).isEqualTo(new Next(NINE_TOMORROW.plus(ScheduleRuns.OVERLAP_RECHECK), NINE_TOMORROW));
		this.launches.endAll();
		this.runs.run("daily", again.due());
		assertThat(this.launches.runs()).containsExactly("name=daily due=2026-11-23T00:00:00Z",
				"name=daily due=2026-11-24T00:00:00Z");
	}

	@Test
	void runsBesideTheLastOneWhereItIsAllowed() {
		add("daily", OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		runTodayAndTomorrow();
		assertThat(this.launches.runs()).hasSize(2);
	}

	private Next runTodayAndTomorrow() {
		this.runs.run("daily", NINE);
		this.clock.set(NINE_TOMORROW);
		return this.runs.run("daily", NINE_TOMORROW).orElseThrow();
	}

	@Test
	void aPausedOrDeletedScheduleHasNoFurtherRun() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.schedules.setPaused("daily", true);
		assertThat(this.runs.run("daily", NINE)).isEmpty();
		assertThat(this.runs.run("gone", NINE)).isEmpty();
		assertThat(this.launches.runs()).isEmpty();
	}

	@Test
	void aRefusedLaunchIsNotedAndTheNextRunIsDueAllTheSame() {
		add("daily", OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.launches.failWith(new IllegalStateException("the app is not registered"));
		assertThat(this.runs.run("daily", NINE)).map(Next::due).contains(NINE_TOMORROW);
		assertThat(this.schedules.find("daily").orElseThrow().last().outcome())
			.isEqualTo("not launched: the app is not registered");
	}

	private void add(String name, OverlapPolicy overlap, MisfirePolicy misfire) {
		Timing timing = new Timing("0 9 * * *", ZoneId.of("Asia/Seoul"), overlap, misfire);
		this.schedules.add(Schedule.create(name, "probe", "default", timing, Map.of(), List.of()));
	}

}
