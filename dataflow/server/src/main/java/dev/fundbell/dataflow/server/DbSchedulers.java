package dev.fundbell.dataflow.server;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.Task;

/**
 * The db-scheduler instances of this server, which share the table
 * {@code scheduled_tasks}.
 */
public final class DbSchedulers {

	private static final Duration NEVER = Duration.ofDays(36_500);

	private DbSchedulers() {
	}

	/** Returns a builder whose scheduler leaves the rows of the others alone. */
	public static SchedulerBuilder builder(DataSource dataSource, Clock clock, List<Task<?>> tasks) {
		return new SchedulerBuilder(dataSource, tasks).clock(clock::instant)
			.alwaysPersistTimestampInUTC()
			.deleteUnresolvedAfter(NEVER);
	}

}
