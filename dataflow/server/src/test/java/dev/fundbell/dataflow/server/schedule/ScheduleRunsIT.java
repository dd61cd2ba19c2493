package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of which runs are launched, and how they end. */
class ScheduleRunsIT extends ScheduleRunsTestBase {

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
	void aScheduleFiresAgainWhenAnotherServerWhoseClockWasAheadHasDied() {
		add(OverlapPolicy.ALLOW, MisfirePolicy.ONCE);
		this.clock.set(NINE.minusSeconds(3600));
		this.node.look();
		new ClusterNode(this.jdbc, new SettableClock("2026-11-25T00:00:05Z")).look();
		assertThat(daily().next()).isEqualTo("2026-11-26T00:00:00Z");
		this.clock.advance(ScheduleTimer.CHECK_OF_CLOCKS);
		this.node.look();
		assertThat(daily().next()).isEqualTo(NINE);
		this.clock.set(NINE);
		this.node.look();
		this.clock.set(NINE_TOMORROW);
		this.node.look();
		assertThat(this.launches.runs()).as("the run of today was early").containsExactly(TODAY, TOMORROW);
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

}
