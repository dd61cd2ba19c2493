package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * The timing of a schedule: when it fires, and what happens to runs that overlap or
 * misfire.
 *
 * @param expression cron
 * @param zone the time zone of the expression
 * @param overlap what to do while the last run is alive
 * @param misfire what to do about runs that were due while no server was up
 * @param start the first day on which it fires, in its zone; null is any
 * @param end the last day on which it fires; null is any
 */
record Timing(String expression, ZoneId zone, OverlapPolicy overlap, MisfirePolicy misfire, @Nullable LocalDate start,
		@Nullable LocalDate end) {

	Timing {
		if (start != null && end != null && end.isBefore(start)) {
			throw new InvalidRequestException("The end date " + end + " is before the start date " + start + ".");
		}
	}

	Timing(String expression, ZoneId zone, OverlapPolicy overlap, MisfirePolicy misfire) {
		this(expression, zone, overlap, misfire, null, null);
	}

	/**
	 * Returns the timing of a new schedule. Properties that its request does not give
	 * have defaults.
	 * @param properties of the request, see {@link ScheduleProperties}
	 * @throws InvalidRequestException with a sentence if the expression is missing or a
	 * value makes no sense
	 */
	static Timing of(Map<String, String> properties, ZoneId defaultZone) {
		String expression = new ScheduleProperties(properties).expression()
			.orElseThrow(() -> new InvalidRequestException(
					"A schedule needs a cron expression: scheduler.cron.expression is missing."));
		return new Timing(expression, defaultZone, OverlapPolicy.SKIP, MisfirePolicy.ONCE).changedBy(properties);
	}

	/**
	 * Returns this timing with the values that a request gives. A value that it does not
	 * give, or gives as blank, stays.
	 * @param properties of the request, see {@link ScheduleProperties}
	 * @throws InvalidRequestException with a sentence if a value makes no sense
	 */
	Timing changedBy(Map<String, String> properties) {
		ScheduleProperties given = new ScheduleProperties(properties);
		return new Timing(given.expression().orElse(this.expression), given.zone().orElse(this.zone),
				given.overlap().orElse(this.overlap), given.misfire().orElse(this.misfire), given.start(this.start),
				given.end(this.end));
	}

	/** Returns when it fires next after a moment; empty if its end date is over. */
	Optional<Instant> next(Instant after) {
		Instant from = after;
		if (this.start != null) {
			Instant before = this.start.atStartOfDay(this.zone).toInstant().minusSeconds(1);
			from = before.isAfter(after) ? before : after;
		}
		LocalDate last = this.end;
		return cron(from).next(from)
			.filter((due) -> last == null || due.isBefore(last.plusDays(1).atStartOfDay(this.zone).toInstant()));
	}

	/**
	 * Returns the cron expression in its zone.
	 * @param from a moment after which there must be a run
	 * @throws InvalidRequestException with a sentence if it is no cron expression, or
	 * there is no such run
	 */
	Cron cron(Instant from) {
		return Cron.parse(this.expression, this.zone, from);
	}

}
