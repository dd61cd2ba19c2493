package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the overlap policies and the misfire policies. */
class OverlapAndMisfireIT extends ScheduleRunsTestBase {

	@Test
	void catchesUpWithOneRunAfterADowntime() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.clock.advance(Duration.ofDays(3).plusHours(1));
		this.node.look();
		assertThat(daily().next()).isEqualTo("2026-11-27T00:00:00Z");
		assertThat(this.launches.runs()).containsExactly(TODAY);
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

	@Test
	void skipsARunWhileTheLastOneIsAlive() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		runTodayAndTomorrow();
		assertThat(this.launches.runs()).hasSize(1);
		assertThat(last().due()).isEqualTo(NINE_TOMORROW);
		assertThat(last().outcome()).matches("skipped, execution \\d+ still ran");
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

}
