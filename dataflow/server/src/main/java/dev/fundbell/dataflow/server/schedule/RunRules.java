package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.fundbell.dataflow.server.InvalidRequestException;

/**
 * The rules of a schedule for runs that go wrong: retry with backoff, maximum run time
 * (timeout), deadline of the start, and when operators hear of it.
 *
 * @param retries how often a run that failed is launched again; 0 is never
 * @param backoff the time before the first retry, which doubles before each further one
 * @param maxRunTime the time after which a run is stopped; zero is no limit
 * @param startDeadline the time after which a run that is due is not started any more;
 * zero is no limit
 * @param alertRunningFor the time after which operators hear that a run still runs; zero
 * is never
 * @param alertNoSuccessFor the time without a success after which operators hear of it;
 * zero is never
 */
record RunRules(int retries, Duration backoff, Duration maxRunTime, Duration startDeadline, Duration alertRunningFor,
		Duration alertNoSuccessFor) {

	static final RunRules NONE = new RunRules(0, Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO, Duration.ZERO,
			Duration.ZERO);

	private static final Duration LONGEST_BACKOFF = Duration.ofDays(1);

	/**
	 * Returns these rules with the values that a request gives. A value that it does not
	 * give, or gives as blank, stays.
	 * @param properties of the request, see {@link ScheduleProperties}
	 * @throws InvalidRequestException with a sentence if a value makes no sense
	 */
	RunRules changedBy(Map<String, String> properties) {
		ScheduleProperties given = new ScheduleProperties(properties);
		return new RunRules(given.retries().orElse(this.retries), given.backoff().orElse(this.backoff),
				given.maxRunTime().orElse(this.maxRunTime), given.startDeadline().orElse(this.startDeadline),
				given.alertRunningFor().orElse(this.alertRunningFor),
				given.alertNoSuccessFor().orElse(this.alertNoSuccessFor));
	}

	/** Returns when a run that fails now is launched again; empty if it is not. */
	Optional<Instant> retry(Run run, Instant now) {
		if (run.kind() == RunKind.BY_HAND || run.retry() >= this.retries) {
			return Optional.empty();
		}
		Duration pause = this.backoff;
		for (int number = 0; number < run.retry() && pause.compareTo(LONGEST_BACKOFF) < 0; number++) {
			pause = pause.multipliedBy(2);
		}
		return Optional.of(now.plus((pause.compareTo(LONGEST_BACKOFF) < 0) ? pause : LONGEST_BACKOFF));
	}

	boolean isTooLateToStart(Run run, Instant now) {
		return run.kind() == RunKind.SCHEDULED && isOver(this.startDeadline, run.due(), now);
	}

	boolean runsTooLong(Run run, Instant now) {
		Instant started = run.started();
		return started != null && isOver(this.maxRunTime, started, now);
	}

	private static boolean isOver(Duration limit, Instant from, Instant now) {
		return !limit.isZero() && from.plus(limit).isBefore(now);
	}

}
