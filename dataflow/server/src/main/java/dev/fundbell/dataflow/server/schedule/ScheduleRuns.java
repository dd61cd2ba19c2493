package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.dataflow.core.LaunchResponse;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Execution of runs that are due, by a schedule's misfire and overlap policy. A run is
 * claimed in the database before its launch, and its execution is recorded after it. If
 * the server dies in between, the next server looks whether the launch took place, so
 * that each run is launched once.
 */
@Component
class ScheduleRuns {

	private static final Logger log = LoggerFactory.getLogger(ScheduleRuns.class);

	/** A run that starts later than this has misfired. */
	static final Duration MISFIRE_THRESHOLD = Duration.ofMinutes(1);

	/** The time after which a queued run checks again whether the last one has ended. */
	static final Duration OVERLAP_RECHECK = Duration.ofSeconds(5);

	private final Schedules schedules;

	private final ScheduleLaunches launches;

	private final Clock clock;

	ScheduleRuns(Schedules schedules, ScheduleLaunches launches, Clock clock) {
		this.schedules = schedules;
		this.launches = launches;
		this.clock = clock;
	}

	/**
	 * Runs a schedule.
	 * @param name its name
	 * @param due when the run is due
	 * @return when to look at it again; empty if the schedule has no further run
	 * @throws DataAccessException if the database is away; the run must be tried again
	 */
	Optional<Next> run(String name, Instant due) {
		Schedule schedule = this.schedules.find(name).filter((found) -> !found.paused()).orElse(null);
		if (schedule == null) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		if (isMisfire(schedule, due, now)) {
			this.schedules.noteOutcome(name, due, "missed and skipped");
		}
		else if (mustWait(schedule, due)) {
			return waitOrSkip(schedule, due, now);
		}
		else {
			launchOnce(schedule, due);
		}
		return after(schedule, due, now);
	}

	private boolean isMisfire(Schedule schedule, Instant due, Instant now) {
		return schedule.timing().misfire() == MisfirePolicy.SKIP && due.plus(MISFIRE_THRESHOLD).isBefore(now);
	}

	private boolean mustWait(Schedule schedule, Instant due) {
		return schedule.timing().overlap() != OverlapPolicy.ALLOW && !due.equals(schedule.last().claimed())
				&& this.launches.isAlive(schedule.last());
	}

	private Optional<Next> waitOrSkip(Schedule schedule, Instant due, Instant now) {
		if (schedule.timing().overlap() == OverlapPolicy.QUEUE) {
			return Optional.of(new Next(now.plus(OVERLAP_RECHECK), due));
		}
		log.info("Schedule {}: the run of {} is skipped, execution {} still runs", schedule.name(), due,
				schedule.last().executionId());
		this.schedules.noteOutcome(schedule.name(), due,
				"skipped, execution " + schedule.last().executionId() + " still ran");
		return after(schedule, due, now);
	}

	private Optional<Next> after(Schedule schedule, Instant due, Instant now) {
		Instant last = due.isAfter(now) ? due : now;
		return schedule.timing().cron(last).next(last).map((next) -> new Next(next, next));
	}

	private void launchOnce(Schedule schedule, Instant due) {
		boolean first = this.schedules.claim(schedule.name(), due);
		Optional<LaunchResponse> earlier = first ? Optional.empty() : launched(schedule, due);
		if (earlier.isPresent()) {
			note(schedule, due, earlier.get());
		}
		else if (first || due.equals(schedule.last().claimed())) {
			tryLaunch(schedule, due);
		}
	}

	private void tryLaunch(Schedule schedule, Instant due) {
		try {
			launch(schedule, due);
		}
		catch (LaunchFailedException ex) {
			// Its outcome is recorded and logged; the next run is due all the same.
		}
	}

	// The run was claimed before without an execution: the server that claimed it died.
	private Optional<LaunchResponse> launched(Schedule schedule, Instant due) {
		Schedule.LastRun last = schedule.last();
		if (last.executionId() != null && last.schemaTarget() != null) {
			return Optional.of(new LaunchResponse(last.executionId(), last.schemaTarget()));
		}
		return this.launches.find(schedule, due);
	}

	/**
	 * Launches a schedule's task now, whatever its timing says.
	 * @return the execution
	 */
	LaunchResponse launch(Schedule schedule, Instant due) {
		try {
			LaunchResponse launched = this.launches.launch(schedule, due);
			note(schedule, due, launched);
			log.info("Schedule {}: the run of {} is execution {}", schedule.name(), due, launched.getExecutionId());
			return launched;
		}
		catch (DataAccessException | TransactionException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			this.schedules.noteOutcome(schedule.name(), due, "not launched: " + ex.getMessage());
			log.warn("Schedule {}: the run of {} was not launched: {}", schedule.name(), due, ex.getMessage());
			throw new LaunchFailedException(schedule, ex);
		}
	}

	private void note(Schedule schedule, Instant due, LaunchResponse launched) {
		this.schedules.noteLaunch(schedule.name(), due, launched.getSchemaTarget(), launched.getExecutionId());
	}

	/**
	 * The next time to look at a schedule.
	 *
	 * @param at the moment
	 * @param due when the run is due that is meant
	 */
	record Next(Instant at, Instant due) {
	}

	/** A launch that Data Flow refused. The schedule's next run is not affected. */
	static final class LaunchFailedException extends InvalidRequestException {

		LaunchFailedException(Schedule schedule, RuntimeException cause) {
			super(HttpStatus.CONFLICT, "Schedule '" + schedule.name() + "' was not launched: " + cause.getMessage());
		}

	}

}
