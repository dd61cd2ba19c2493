package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.fundbell.dataflow.server.InvalidRequestException;

import org.springframework.stereotype.Component;

/**
 * Backfill of a schedule (catching up): adds a run for each time at which the schedule
 * was due on some days of the past. They are launched in order, a limited number at once,
 * each with its own due date.
 */
@Component
class Backfill {

	static final int MOST_RUNS = 1000;

	static final int MOST_PARALLEL = 64;

	private final Runs runs;

	private final Clock clock;

	Backfill(Runs runs, Clock clock) {
		this.runs = runs;
		this.clock = clock;
	}

	/**
	 * Adds the runs of some days, in the schedule's zone. A time that was backfilled
	 * before is left out.
	 * @param to the last day
	 * @param parallel how many are under way at once
	 * @return the number of runs that were added
	 * @throws InvalidRequestException with a sentence if the days make no sense
	 */
	int add(Schedule schedule, LocalDate from, LocalDate to, int parallel) {
		if (parallel < 1 || parallel > MOST_PARALLEL) {
			throw new InvalidRequestException(
					"parallel is a number from 1 to " + MOST_PARALLEL + ", not " + parallel + ".");
		}
		int added = 0;
		for (Instant due : dueTimes(schedule, from, to)) {
			added += this.runs.addBackfill(schedule.name(), due, parallel) ? 1 : 0;
		}
		return added;
	}

	private List<Instant> dueTimes(Schedule schedule, LocalDate from, LocalDate to) {
		ZoneId zone = schedule.timing().zone();
		Instant start = from.atStartOfDay(zone).toInstant().minusSeconds(1);
		Instant end = to.plusDays(1).atStartOfDay(zone).toInstant();
		Instant now = this.clock.instant();
		List<Instant> times = new ArrayList<>();
		Optional<Instant> due = ScheduleTimer.next(schedule, start);
		while (due.filter((time) -> time.isBefore(end) && !time.isAfter(now)).isPresent()) {
			times.add(due.get());
			if (times.size() > MOST_RUNS) {
				throw new InvalidRequestException("From " + from + " to " + to + " '" + schedule.name()
						+ "' was due more than " + MOST_RUNS + " times: choose fewer days.");
			}
			due = ScheduleTimer.next(schedule, due.get());
		}
		if (times.isEmpty()) {
			throw new InvalidRequestException("From " + from + " to " + to + " '" + schedule.name()
					+ "' was not due at any time that has passed.");
		}
		return times;
	}

}
