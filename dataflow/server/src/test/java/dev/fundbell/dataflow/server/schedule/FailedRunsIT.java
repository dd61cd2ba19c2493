package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import dev.fundbell.dataflow.server.task.TaskEndRecorder;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Tests of launches that are refused or hang, and of retries of runs that failed. */
class FailedRunsIT extends ScheduleRunsTestBase {

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

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
