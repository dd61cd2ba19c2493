package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.fundbell.dataflow.server.DbSchedulers;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/**
 * Trigger that fires each schedule when it is due, on one of the servers that share the
 * database. It is built on db-scheduler: a schedule's row there is the lock under which a
 * server runs it, and by a missing heartbeat the others see that this server has died.
 */
@Component
@Profile("!kubernetes & !cloud")
class ScheduleTrigger {

	private static final String TASK = "schedule";

	private static final Duration RETRY = Duration.ofSeconds(5);

	private final Scheduler scheduler;

	private final Task<Instant> task;

	ScheduleTrigger(DataSource dataSource, ScheduleRuns runs, Clock clock,
			@Value("${fundbell.schedules.heartbeat:20s}") Duration heartbeat) {
		this.task = Tasks.custom(TASK, Instant.class)
			// The due time is in the data: a run that is retried later is still the same
			// run.
			.onFailure((complete, operations) -> operations.reschedule(complete, clock.instant().plus(RETRY)))
			.onDeadExecution((complete, operations) -> operations.reschedule(complete, clock.instant()))
			.execute((instance, context) -> complete(runs, instance));
		this.scheduler = DbSchedulers
			.builder(new TransactionAwareDataSourceProxy(dataSource), clock, List.of(this.task))
			// One at a time: runs are launched in the order in which they are due.
			.threads(1)
			.schedulerName(new SchedulerName.Fixed("fundbell-" + UUID.randomUUID()))
			.pollingInterval(Duration.ofSeconds(1))
			.heartbeatInterval(heartbeat)
			.missedHeartbeatsLimit(4)
			.shutdownMaxWait(Duration.ofSeconds(20))
			.build();
	}

	private CompletionHandler<Instant> complete(ScheduleRuns runs, TaskInstance<Instant> instance) {
		return runs.run(instance.getId(), instance.getData())
			.<CompletionHandler<Instant>>map(
					(next) -> (complete, operations) -> operations.reschedule(complete, next.at(), next.due()))
			.orElse((complete, operations) -> operations.stop());
	}

	// Not on ApplicationReadyEvent: Data Flow loads its platforms on that one. A missed
	// run
	// would be launched before that, and fail.
	@EventListener
	void start(AvailabilityChangeEvent<ReadinessState> change) {
		if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
			start();
		}
	}

	void start() {
		if (!this.scheduler.getSchedulerState().isStarted()) {
			this.scheduler.start();
		}
	}

	@EventListener(ContextClosedEvent.class)
	void stop() {
		this.scheduler.stop();
	}

	/** Sets when a schedule is due next, in the transaction of the caller. */
	void set(String name, Instant due) {
		TaskInstance<Instant> instance = this.task.instance(name, due);
		try {
			this.scheduler.schedule(instance, due, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
		}
		catch (TaskInstanceCurrentlyExecutingException ex) {
			// Its run ends in a moment, and then reads the changed timing to find the
			// next.
		}
	}

	void remove(String name) {
		try {
			this.scheduler.cancel(TaskInstanceId.of(TASK, name));
		}
		catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException ex) {
			// There is no such row, or its run finds the schedule paused or deleted, and
			// ends.
		}
	}

}
