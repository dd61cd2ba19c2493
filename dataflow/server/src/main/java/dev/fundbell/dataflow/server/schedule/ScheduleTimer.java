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

	private static final Logger log = LoggerFactory.getLogger(ScheduleTimer.class);

	private final Schedules schedules;

	private final Runs runs;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private @Nullable Instant lastLook;

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
			setBack(now);
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

	// The clock was ahead, of this server or of one before. Runs that it was early with
	// have their row and do not take place once more.
	private void setBack(Instant now) {
		for (Schedule schedule : this.schedules.active()) {
			Instant before = schedule.next();
			next(schedule, now).filter((next) -> before == null || next.isBefore(before)).ifPresent((next) -> {
				log.warn("Schedule {} is due next at {}, not at {}: the clock was ahead", schedule.name(), next,
						before);
				this.schedules.setNext(schedule.name(), before, next);
			});
		}
	}

	/** Returns when a schedule is due next after a moment. */
	static Optional<Instant> next(Schedule schedule, Instant after) {
		return schedule.timing().next(after);
	}

}
