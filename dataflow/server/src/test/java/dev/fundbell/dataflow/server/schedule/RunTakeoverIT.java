package dev.fundbell.dataflow.server.schedule;

import java.time.LocalDateTime;

import dev.fundbell.dataflow.server.InvalidRequestException;
import dev.fundbell.dataflow.server.cluster.Servers;
import dev.fundbell.dataflow.server.execution.ExecutionRef;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;

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
			.containsExactly("Its server ended before it started the process.");
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

	private void endAsNeverStarted() {
		this.jdbc.update(
				"UPDATE BOOT3_TASK_EXECUTION SET END_TIME = ?, EXIT_CODE = ?, EXIT_MESSAGE = 'The launch failed: away'",
				LocalDateTime.of(2026, 11, 23, 0, 0), ExecutionRef.LOST);
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
