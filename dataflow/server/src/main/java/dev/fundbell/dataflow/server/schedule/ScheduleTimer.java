package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Timer of the schedules. When a schedule is due, one of the servers adds a run and sets
 * when the schedule is due next, in one transaction. Whether a run has misfired is
 * decided here, once; a later delay does not make it a missed one.
 */
@Component
class ScheduleTimer {

	/** A run that is noticed later than this has misfired. */
	static final Duration MISFIRE_THRESHOLD = Duration.ofMinutes(1);

	/** How often it looks whether another server's clock was ahead. */
	static final Duration CHECK_OF_CLOCKS = Duration.ofMinutes(1);

	private static final Logger log = LoggerFactory.getLogger(ScheduleTimer.class);

	private final Schedules schedules;

	private final Runs runs;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private @Nullable Instant lastLook;

	private Instant lastCheck = Instant.MIN;

	ScheduleTimer(Schedules schedules, Runs runs, TransactionTemplate transaction, Clock clock) {
		this.schedules = schedules;
		this.runs = runs;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Adds a run for each schedule that is due. */
	void fire() {
		Instant now = this.clock.instant();
		if (this.lastLook == null || now.isBefore(this.lastLook)) {
			setBack(now, Duration.ZERO);
		}
		else if (!now.isBefore(this.lastCheck.plus(CHECK_OF_CLOCKS))) {
			setBack(now, CHECK_OF_CLOCKS);
		}
		this.lastLook = now;
		this.schedules.due(now).forEach((schedule) -> fire(schedule, now));
	}

	private void fire(Schedule schedule, Instant now) {
		Instant due = Objects.requireNonNull(schedule.next());
		Instant next = next(schedule, due.isAfter(now) ? due : now).orElse(null);
		this.transaction.executeWithoutResult((status) -> {
			if (!this.schedules.setNext(schedule.name(), due, next)) {
				return;
			}
			boolean late = due.plus(MISFIRE_THRESHOLD).isBefore(now);
			if (late && schedule.timing().misfire() == MisfirePolicy.SKIP) {
				this.runs.addMissed(schedule.name(), due);
			}
			else {
				this.runs.add(schedule.name(), due, RunKind.SCHEDULED);
			}
		});
	}

	// The clock was ahead, of this server or of another, which may have died since. Runs
	// that it was early with have their row and do not take place once more.
	private void setBack(Instant now, Duration tolerance) {
		this.lastCheck = now;
		long early = this.schedules.active()
			.stream()
			.filter((schedule) -> isAhead(schedule, now.plus(tolerance)))
			.filter((schedule) -> this.schedules.setNext(schedule.name(), schedule.next(),
					next(schedule, now).orElse(null)))
			.count();
		if (early > 0) {
			log.warn("{} of the schedules are due earlier than it was noted: the clock was ahead", early);
		}
	}

	private static boolean isAhead(Schedule schedule, Instant now) {
		Instant noted = schedule.next();
		return next(schedule, now).filter((next) -> noted == null || next.isBefore(noted)).isPresent();
	}

	/** Returns when a schedule is due next after a moment. */
	static Optional<Instant> next(Schedule schedule, Instant after) {
		return schedule.timing().next(after);
	}

}
