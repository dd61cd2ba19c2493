package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Objects;

import dev.fundbell.dataflow.server.InvalidRequestException;
import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;
import dev.fundbell.dataflow.server.task.TaskEndRecorder;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of runs among two servers, of which one is drained, or dies during a launch. */
class RunTakeoverIT extends ScheduleRunsTestBase {

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
			.containsExactly("Never started: its server ended before it started the process.");
	}

	@Test
	void launchesARunAgainWhoseLaunchFailedForAReasonThatPasses() {
		add(OverlapPolicy.SKIP, MisfirePolicy.SKIP);
		this.launches.afterCreation(() -> {
			endAsNeverStarted();
			throw new DataAccessResourceFailureException("away");
		});
		assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this.node::look);
		this.launches.afterCreation(() -> {
		});
		this.node.look().look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
		assertThat(last().attempt()).isEqualTo(2);
	}

	/** Its server died while the launch was queued at the limit. */
	@Test
	void launchesARunAgainWhoseLaunchNeverHadItsTurn() {
		add(OverlapPolicy.QUEUE, MisfirePolicy.ONCE);
		rules("scheduler.retry.attempts", "1");
		runTodayAndTomorrow();
		assertThat(last().state()).isEqualTo(RunState.QUEUED);
		Run today = this.node.runs.latest("daily", 2).get(1);
		assertThat(today.state()).isEqualTo(RunState.RUNNING);
		queueAtTheLimit();
		endAsNeverStarted();
		this.node.look();
		Run again = this.node.runs.get(today.id());
		assertThat(again.state()).isEqualTo(RunState.DUE);
		assertThat(again.reason()).matches("execution \\d+ was never started");
		this.node.look();
		assertThat(this.launches.runs()).as("in their order").containsExactly(TODAY, TODAY);
		this.launches.endAll(0);
		this.node.look().look();
		assertThat(this.launches.runs()).containsExactly(TODAY, TODAY, TOMORROW);
		assertThat(this.node.runs.latest("daily", 10)).as("none is a retry")
			.extracting(Run::state)
			.containsExactly(RunState.RUNNING, RunState.SUCCEEDED);
	}

	@Test
	void aRunThatIsDueAgainAfterTheDeadlineOfItsStartIsMissed() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		rules("scheduler.start-deadline", "30m");
		this.node.look();
		queueAtTheLimit();
		endAsNeverStarted();
		this.clock.advance(Duration.ofMinutes(31));
		this.node.look().look();
		assertThat(this.launches.runs()).containsExactly(TODAY);
		assertThat(last().state()).isEqualTo(RunState.MISSED);
	}

	@Test
	void aRunWhoseEndIsUnknownIsNotLaunchedAgain() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		this.node.look();
		this.jdbc.update(
				"UPDATE BOOT3_TASK_EXECUTION SET END_TIME = START_TIME, EXIT_CODE = -1, EXIT_MESSAGE = 'It is gone.'");
		this.node.look().look();
		assertThat(last().state()).isEqualTo(RunState.LOST);
		assertThat(this.launches.runs()).containsExactly(TODAY);
	}

	/** The process was started just before its server died. */
	@Test
	void aRunWhoseStartWasClaimedIsNotLaunchedAgain() {
		add(OverlapPolicy.SKIP, MisfirePolicy.ONCE);
		dieDuringALaunch(false);
		takeOver();
		this.jdbc.update("UPDATE BOOT3_TASK_EXECUTION SET START_TIME = ?", LocalDateTime.of(2026, 11, 23, 0, 0));
		this.other.beat(Servers.MISSED_BEATS + 1).look().look();
		assertThat(last().state()).isEqualTo(RunState.RUNNING);
		assertThat(last().attempt()).isOne();
	}

	private void queueAtTheLimit() {
		this.jdbc.update("UPDATE BOOT3_TASK_EXECUTION SET START_TIME = NULL");
	}

	private void endAsNeverStarted() {
		TransactionTemplate transaction = new TransactionTemplate(
				new DataSourceTransactionManager(Objects.requireNonNull(this.jdbc.getDataSource())));
		long execution = this.jdbc.queryForObject("SELECT MAX(TASK_EXECUTION_ID) FROM BOOT3_TASK_EXECUTION",
				Long.class);
		new TaskEndRecorder(this.jdbc, transaction, this.clock)
			.recordNeverStarted(new ExecutionRef(execution, SchemaTarget.BOOT3), "away");
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

}
