package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import dev.fundbell.dataflow.server.InvalidRequestException;
import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.task.TaskEndRecorder;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Runs that are due, by a clock that the test sets, on the real tables. */
class ScheduleRunsIT {

	private static final Instant NINE = Instant.parse("2026-11-23T00:00:00Z");

	private static final Instant NINE_TOMORROW = Instant.parse("2026-11-24T00:00:00Z");

	private static final String TODAY = "name=daily due=2026-11-23T00:00:00Z";

	private static final String TOMORROW = "name=daily due=2026-11-24T00:00:00Z";

	private final JdbcTemplate jdbc = ScheduleTables.in(Platform.database(), "schedule_runs");

	private final SettableClock clock = new SettableClock(NINE.toString());

	private final ClusterNode node = new ClusterNode(this.jdbc, this.clock);

	private final ClusterNode other = new ClusterNode(this.jdbc, this.clock);

	private final RecordedLaunches launches = this.node.launches;

	@BeforeEach
	void empty() {
		ScheduleTables.empty(this.jdbc);
	}

	@Test
	void launchesADueRunAndSetsTheNext() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
		assertThat(daily().next()).isEqualTo(NINE_TOMORROW);
		assertThat(last().state()).isEqualTo(RunState.RUNNING);
		assertThat(last().attempt()).isOne();
		assertThat(last().server()).isEqualTo(this.node.servers.id());
		this.node.look();
		assertThat(this.launches.runs()).hasSize(1);
	}

	@Test
	void aRunEndsAsItsExecutionDoes() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.look();
		this.launches.endAll(0);
		this.node.look();
		assertThat(last().state()).isEqualTo(RunState.SUCCEEDED);
		assertThat(last().outcome()).isEqualTo("exit code 0");
		assertThat(last().ended()).isEqualTo(NINE);

		this.clock.set(NINE_TOMORROW);
		this.node.look();
		this.launches.endAll(3);
		this.node.look();
		assertThat(last().state()).isEqualTo(RunState.FAILED);
		assertThat(last().outcome()).isEqualTo("exit code 3: why");
	}

	@Test
	void aRunWhoseExecutionNobodyKnowsTheEndOfIsLost() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.look();
		this.launches.endAll(-1);
		this.node.look();
		assertThat(last().state()).isEqualTo(RunState.LOST);
		this.clock.set(NINE_TOMORROW);
		this.node.look();
		this.jdbc.update("DELETE FROM BOOT3_TASK_EXECUTION_METADATA");
		this.jdbc.update("DELETE FROM BOOT3_TASK_EXECUTION");
		this.node.look();
		assertThat(last().outcome()).isEqualTo("its execution was deleted");
	}

	@Test
	void ofTwoServersOneLaunchesARun() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		this.launches.beforeCreation(this.other::look);
		this.node.look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
	}

	@Test
	void aServerThatIsDrainedLaunchesNothingAndAnotherDoes() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		this.jdbc.update("UPDATE fundbell_servers SET draining = (id = ?)", this.node.servers.id());
		this.node.look();
		assertThat(this.launches.runs()).isEmpty();
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.node.scheduleRuns.launchNow(daily()))
			.withMessageContaining("is being drained");
		this.other.look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
		assertThat(last().server()).isEqualTo(this.other.servers.id());
	}

	@Test
	void launchesOnceARunWhoseServerDiedBeforeItNotedTheLaunch() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.look();
		this.jdbc.update("UPDATE fundbell_schedule_runs SET state = 'LAUNCHING'");
		takeOver();
		assertThat(this.launches.runs()).hasSize(1);
		assertThat(last().state()).isEqualTo(RunState.RUNNING);
	}

	@Test
	void launchesARunAgainWhoseServerDiedBeforeItHadAnExecution() {
		add(OverlapPolicy.SKIP, MisfirePolicy.SKIP);
		dieDuringALaunch(true);
		this.clock.advance(ScheduleTimer.MISFIRE_THRESHOLD.plusSeconds(1));
		takeOver();
		this.other.look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
		assertThat(last().attempt()).isEqualTo(2);
	}

	@Test
	void launchesARunAgainWhoseProcessWasNeverStartedAndEndsItsExecution() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		dieDuringALaunch(false);
		takeOver();
		assertThat(this.launches.runs()).as("it may be about to start").isEmpty();
		this.other.beat(Servers.MISSED_BEATS + 1).look().look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
		assertThat(this.jdbc.queryForList("SELECT EXIT_MESSAGE FROM BOOT3_TASK_EXECUTION WHERE END_TIME IS NOT NULL",
				String.class))
			.containsExactly("Its server ended before it started the process.");
	}

	@Test
	void aServerThatWasTakenForDeadCreatesNoExecution() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.launches.beforeCreation(() -> {
			this.launches.beforeCreation(() -> {
			});
			takeOver();
			this.other.look();
		});
		this.node.look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
		assertThat(this.jdbc.queryForObject("SELECT COUNT(*) FROM BOOT3_TASK_EXECUTION", Integer.class)).isOne();
		assertThat(last().server()).isEqualTo(this.other.servers.id());
	}

	@Test
	void aScheduleWhoseEndDateIsOverFiresNoMore() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		Schedule daily = daily();
		this.node.schedules.update(
				daily.with(daily.timing().changedBy(Map.of("scheduler.end-date", "2026-11-23")), Map.of(), List.of()));
		this.node.look();
		assertThat(daily().next()).isNull();
		this.clock.advance(Duration.ofDays(3));
		this.node.look();
		this.other.look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
	}

	@Test
	void catchesUpWithOneRunAfterADowntime() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.clock.advance(Duration.ofDays(3).plusHours(1));
		this.node.look();
		assertThat(daily().next()).isEqualTo("2026-11-27T00:00:00Z");
		assertThat(this.launches.runs()).containsExactly(TODAY);
	}

	@Test
	void aRunThatIsLateWorksForTheDayOnWhichItWasDue() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		Schedule daily = daily();
		this.node.schedules.update(daily.with(daily.timing(), Map.of(), List.of("--day={due:yyyy-MM-dd}")));
		this.clock.advance(Duration.ofDays(2));
		this.node.look();
		assertThat(this.jdbc.queryForObject("SELECT TASK_EXECUTION_MANIFEST FROM BOOT3_TASK_EXECUTION_METADATA",
				String.class))
			.contains("\"--day=2026-11-23\"");
	}

	@Test
	void skipsMissedRunsWhereItIsToldTo() {
		add(OverlapPolicy.SKIP, MisfirePolicy.SKIP);
		this.clock.advance(ScheduleTimer.MISFIRE_THRESHOLD.plusSeconds(1));
		this.node.look();
		assertThat(daily().next()).isEqualTo(NINE_TOMORROW);
		assertThat(this.launches.runs()).isEmpty();
		assertThat(last().state()).isEqualTo(RunState.MISSED);
		assertThat(last().outcome()).isEqualTo("missed and skipped");
	}

	@Test
	void aRunThatHadToWaitIsNotMissed() {
		add(OverlapPolicy.QUEUE, MisfirePolicy.SKIP);
		runTodayAndTomorrow();
		this.clock.advance(ScheduleTimer.MISFIRE_THRESHOLD.plusSeconds(1));
		this.launches.endAll(0);
		this.node.look().look();
		assertThat(this.launches.runs()).containsExactly(TODAY, TOMORROW);
	}

	@Test
	void skipsARunWhileTheLastOneIsAlive() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		runTodayAndTomorrow();
		assertThat(this.launches.runs()).hasSize(1);
		assertThat(last().due()).isEqualTo(NINE_TOMORROW);
		assertThat(last().outcome()).matches("skipped, execution \\d+ still ran");
	}

	@Test
	void aRunByHandTakesNoOtherRunsPlaceAndHidesNoneThatIsAlive() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.look();
		this.clock.advance(Duration.ofHours(1));
		long byHand = this.node.scheduleRuns.launchNow(daily()).getExecutionId();
		assertThat(last().due()).isEqualTo(this.clock.instant());
		assertThat(last().execution().id()).isEqualTo(byHand);
		this.jdbc.update(
				"UPDATE BOOT3_TASK_EXECUTION SET END_TIME = START_TIME, EXIT_CODE = 0 WHERE TASK_EXECUTION_ID = ?",
				byHand);
		this.node.look();
		this.clock.set(NINE_TOMORROW);
		this.node.look();
		assertThat(this.launches.runs()).containsExactly(TODAY, "name=daily due=2026-11-23T01:00:00Z");
		assertThat(last().state()).isEqualTo(RunState.SKIPPED);
	}

	@Test
	void queuesARunUntilTheLastOneHasEnded() {
		add(OverlapPolicy.QUEUE, MisfirePolicy.ONCE);
		runTodayAndTomorrow();
		assertThat(last().state()).isEqualTo(RunState.QUEUED);
		assertThat(last().outcome()).matches("waits for the end of execution \\d+");
		this.launches.endAll(0);
		this.node.look().look();
		assertThat(this.launches.runs()).containsExactly(TODAY, TOMORROW);
	}

	@Test
	void oneRunWaitsAtMost() {
		add(OverlapPolicy.QUEUE, MisfirePolicy.ONCE);
		runTodayAndTomorrow();
		this.clock.advance(Duration.ofDays(1));
		this.node.look();
		assertThat(last().outcome()).isEqualTo("skipped, another run waits already");
		assertThat(daily().next()).isEqualTo("2026-11-26T00:00:00Z");
	}

	@Test
	void runsBesideTheLastOneWhereItIsAllowed() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		runTodayAndTomorrow();
		assertThat(this.launches.runs()).hasSize(2);
	}

	@Test
	void aPausedOrDeletedScheduleHasNoFurtherRun() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.schedules.pause("daily");
		this.node.look();
		this.node.runs.add("daily", NINE, RunKind.SCHEDULED);
		this.node.runs.add("gone", NINE, RunKind.SCHEDULED);
		this.node.look();
		assertThat(this.launches.runs()).isEmpty();
		assertThat(last().outcome()).isEqualTo("skipped, the schedule was paused");
		assertThat(this.node.runs.find("gone", NINE, RunKind.SCHEDULED).orElseThrow().outcome())
			.isEqualTo("skipped, the schedule was deleted");
	}

	@Test
	void aRefusedLaunchIsNotedAndTheNextRunIsDueAllTheSame() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		failWith(new IllegalStateException("the app is not registered"));
		this.node.look();
		assertThat(daily().next()).isEqualTo(NINE_TOMORROW);
		assertThat(last().state()).isEqualTo(RunState.FAILED);
		assertThat(last().outcome()).isEqualTo("not launched: the app is not registered");
	}

	@Test
	void aLaunchThatFailedForAPassingReasonIsTriedAgainAndOthersAreNot() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		failWith(new IllegalStateException("wrapped", new DataAccessResourceFailureException("connection reset")));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.node::look);
		this.launches.beforeCreation(() -> {
		});
		this.node.look().look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
		assertThat(last().attempt()).isEqualTo(2);

		this.launches.endAll(0);
		this.node.look();
		this.clock.set(NINE_TOMORROW);
		failWith(new DataIntegrityViolationException("Data too long for column 'TASK_NAME'"));
		this.node.look();
		assertThat(last().outcome()).isEqualTo("not launched: Data too long for column 'TASK_NAME'");
	}

	@Test
	void aLaunchThatHangsStopsNoOther() throws Exception {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.schedules.add(Schedule.create("other", "probe", "default", daily().timing(), Map.of(), List.of()));
		this.node.schedules.setNext("other", NINE);
		CountDownLatch hangs = new CountDownLatch(1);
		this.launches.beforeCreation(() -> {
			this.launches.beforeCreation(() -> {
			});
			awaitLatch(hangs);
		});
		this.node.look();
		assertThat(this.launches.runs()).containsExactly("name=other due=2026-11-23T00:00:00Z");
		assertThat(last().state()).isEqualTo(RunState.LAUNCHING);
		this.node.look();
		assertThat(last().attempt()).as("it goes on").isOne();
		hangs.countDown();
		await().until(() -> last().state() == RunState.RUNNING);
		assertThat(this.launches.runs()).hasSize(2);
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aScheduleFiresAgainWhenAClockThatWasAheadIsSetRight() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		this.clock.set(NINE_TOMORROW.plusSeconds(5));
		this.node.look();
		this.clock.set(NINE.plusSeconds(5));
		this.node.look();
		assertThat(daily().next()).isEqualTo(NINE_TOMORROW);
		this.node.schedules.setNext("daily", NINE_TOMORROW);
		this.clock.set(NINE_TOMORROW);
		this.node.look();
		assertThat(this.launches.runs()).as("the run of today was late, and that of tomorrow is due")
			.containsExactly(TODAY, TOMORROW);
	}

	@Test
	void aRunThatAClockWasEarlyWithTakesPlaceOnce() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		this.node.schedules.setNext("daily", NINE_TOMORROW);
		this.clock.set(NINE_TOMORROW);
		this.node.look();
		this.clock.set(NINE.plusSeconds(1));
		this.node.look();
		assertThat(daily().next()).isEqualTo(NINE_TOMORROW);
		this.clock.set(NINE_TOMORROW);
		this.node.look();
		assertThat(this.launches.runs()).containsExactly(TOMORROW);
		assertThat(daily().next()).isEqualTo("2026-11-25T00:00:00Z");
	}

	@Test
	void aBackfillRunsForEachDayInOrderAndOneAtOnce() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.schedules.setNext("daily", NINE_TOMORROW);
		assertThat(backfill("2026-11-20", "2026-11-22", 1)).isEqualTo(3);
		assertThat(backfill("2026-11-20", "2026-11-22", 1)).as("once each").isZero();
		for (String day : List.of("2026-11-20", "2026-11-21", "2026-11-22")) {
			this.node.look();
			assertThat(this.launches.runs()).last().isEqualTo("name=daily due=" + day + "T00:00:00Z");
			this.launches.endAll(0);
			this.node.look();
		}
		assertThat(this.launches.runs()).hasSize(3);
	}

	@Test
	void aBackfillRunsAsManyAtOnceAsItIsTold() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		this.node.schedules.setNext("daily", NINE_TOMORROW);
		backfill("2026-11-01", "2026-11-20", 4);
		this.node.look();
		assertThat(this.launches.runs()).hasSize(4);
		this.launches.endAll(0);
		this.node.look().look();
		assertThat(this.launches.runs()).hasSize(8);
	}

	@Test
	void aRunThatIsDueWaitsForTheBackfillsRunAndGoesBeforeItsNext() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.schedules.setNext("daily", NINE_TOMORROW);
		backfill("2026-11-20", "2026-11-21", 1);
		this.node.look();
		this.clock.set(NINE_TOMORROW);
		this.node.look();
		assertThat(this.launches.runs()).hasSize(1);
		this.launches.endAll(0);
		this.node.look().look();
		assertThat(this.launches.runs()).containsExactly("name=daily due=2026-11-20T00:00:00Z", TOMORROW);
	}

	@Test
	void aBackfillWithoutDaysOrWithTooManyIsRefused() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		for (String[] days : new String[][] { { "2026-11-24", "2026-11-30" }, { "2026-11-20", "2026-11-19" },
				{ "2020-01-01", "2026-11-01" } }) {
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> backfill(days[0], days[1], 1))
				.withMessageContaining("From " + days[0] + " to " + days[1]);
		}
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> backfill("2026-11-20", "2026-11-20", 65));
	}

	private int backfill(String from, String to, int parallel) {
		return new Backfill(this.node.runs, this.clock).add(daily(), LocalDate.parse(from), LocalDate.parse(to),
				parallel);
	}

	@Test
	void aRunThatFailedIsTriedAgainAfterTheBackoffForTheSameDueTime() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		rules("scheduler.retry.attempts", "1", "scheduler.retry.backoff", "5m");
		this.node.look();
		this.launches.endAll(3);
		this.node.look();
		assertThat(last().kind()).isEqualTo(RunKind.RETRY);
		assertThat(last().state()).isEqualTo(RunState.DUE);
		assertThat(last().outcome()).isEqualTo("retry 1, not before 2026-11-23T00:05:00Z");
		Run failed = this.node.runs.latest("daily", 2).get(1);
		assertThat(failed.state()).isEqualTo(RunState.FAILED);
		assertThat(failed.outcome()).isEqualTo("exit code 3: why");
		assertThat(failed.execution()).isNotNull();
		this.clock.advance(Duration.ofMinutes(5).minusSeconds(1));
		this.node.look();
		assertThat(this.launches.runs()).hasSize(1);
		this.clock.advance(Duration.ofSeconds(1));
		this.node.look();
		assertThat(this.launches.runs()).containsExactly(TODAY, TODAY);
		assertThat(last().retry()).isOne();
		this.launches.endAll(3);
		this.node.look();
		assertThat(last().state()).isEqualTo(RunState.FAILED);
		assertThat(last().outcome()).isEqualTo("exit code 3: why");
	}

	@Test
	void aSecondRetryIsARunOfItsOwnToo() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		rules("scheduler.retry.attempts", "2", "scheduler.retry.backoff", "0");
		for (int run = 0; run < 3; run++) {
			this.node.look();
			this.launches.endAll(3);
			this.node.look();
		}
		assertThat(this.node.runs.latest("daily", 10)).extracting(Run::retry).containsExactly(2, 1, 0);
		assertThat(this.node.runs.latest("daily", 10)).extracting(Run::state).containsOnly(RunState.FAILED);
	}

	@Test
	void aLaunchThatWasRefusedIsTriedAgainWhereItIsToldTo() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		rules("scheduler.retry.attempts", "1", "scheduler.retry.backoff", "0");
		failWith(new IllegalStateException("503 from the repository"));
		this.node.look();
		this.launches.beforeCreation(() -> {
		});
		this.node.look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
	}

	@Test
	void aRunThatAnOperatorStoppedIsNotTriedAgain() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		rules("scheduler.retry.attempts", "5", "scheduler.retry.backoff", "0");
		this.node.look();
		this.jdbc.update("UPDATE BOOT3_TASK_EXECUTION SET END_TIME = START_TIME, EXIT_CODE = 143, EXIT_MESSAGE = ?",
				TaskEndRecorder.STOPPED);
		this.node.look();
		assertThat(last().state()).isEqualTo(RunState.FAILED);
	}

	@Test
	void aRunThatWaitsBeyondItsDeadlineIsMissed() {
		add(OverlapPolicy.QUEUE, MisfirePolicy.ONCE);
		rules("scheduler.start-deadline", "30m");
		runTodayAndTomorrow();
		this.clock.advance(Duration.ofMinutes(30));
		this.node.look();
		assertThat(last().state()).isEqualTo(RunState.QUEUED);
		this.clock.advance(Duration.ofSeconds(1));
		this.node.look();
		assertThat(last().state()).isEqualTo(RunState.MISSED);
		assertThat(last().outcome()).isEqualTo("missed, it had not started by its deadline");
	}

	private void rules(String... namesAndValues) {
		Map<String, String> properties = new java.util.HashMap<>();
		for (int index = 0; index < namesAndValues.length; index += 2) {
			properties.put(namesAndValues[index], namesAndValues[index + 1]);
		}
		this.node.schedules.update(daily().with(RunRules.NONE.changedBy(properties)));
	}

	private void runTodayAndTomorrow() {
		this.node.look();
		this.clock.set(NINE_TOMORROW);
		this.node.look();
	}

	private void failWith(RuntimeException reason) {
		this.launches.beforeCreation(() -> {
			throw reason;
		});
	}

	/** As a server that is killed: the row stays as it is in the middle of the launch. */
	private void dieDuringALaunch(boolean beforeCreation) {
		Runnable death = () -> {
			throw new ThreadDeath();
		};
		if (beforeCreation) {
			this.launches.beforeCreation(death);
		}
		else {
			this.launches.afterCreation(death);
		}
		assertThatExceptionOfType(ThreadDeath.class).isThrownBy(this.node::look);
	}

	private void takeOver() {
		this.other.beat(Servers.MISSED_BEATS + 2).look();
	}

	private Schedule daily() {
		return this.node.schedules.find("daily").orElseThrow();
	}

	private Run last() {
		return daily().last();
	}

	private void add(OverlapPolicy overlap, MisfirePolicy misfire) {
		Timing timing = new Timing("0 9 * * *", ZoneId.of("Asia/Seoul"), overlap, misfire);
		this.node.schedules.add(Schedule.create("daily", "probe", "default", timing, Map.of(), List.of()));
		this.node.schedules.setNext("daily", NINE);
	}

}
