package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import dev.fundbell.dataflow.server.InvalidRequestException;

/**
 * Cron expression in a time zone: five fields as in Unix, six with the seconds first, or
 * a name such as {@code @daily}. On the days when clocks change (daylight saving time),
 * an expression that runs in every hour goes on without a gap. Any other has each wall
 * time once: one that comes twice fires at the first, and one that does not exist fires
 * later by as much as the clocks jump.
 */
final class Cron {

	private static final int FIELDS_OF_UNIX = 5;

	private final ZoneId zone;

	private final boolean everyHour;

	private final CronSchedule inZone;

	/** The same in local time without zone: a day here never lacks or repeats an hour. */
	private final CronSchedule inLocalTime;

	private Cron(String expression, ZoneId zone) {
		String[] fields = expression.split("\\s+");
		CronStyle style = (fields.length == FIELDS_OF_UNIX) ? CronStyle.UNIX : CronStyle.SPRING53;
		this.zone = zone;
		this.everyHour = isEveryHour(fields);
		this.inZone = new CronSchedule(expression, zone, style);
		this.inLocalTime = new CronSchedule(expression, ZoneOffset.UTC, style);
	}

	private static boolean isEveryHour(String[] fields) {
		return (fields.length < FIELDS_OF_UNIX) ? fields[0].equals("@hourly")
				: fields[fields.length - FIELDS_OF_UNIX + 1].equals("*");
	}

	/**
	 * Parses an expression.
	 * @param from a moment after which the expression must have a run
	 * @throws InvalidRequestException with a sentence that quotes the expression and says
	 * what is wrong with it
	 */
	static Cron parse(String expression, ZoneId zone, Instant from) {
		String trimmed = expression.trim();
		try {
			Cron cron = new Cron(trimmed, zone);
			if (cron.next(from).isEmpty()) {
				throw new InvalidRequestException(
						"The cron expression '" + trimmed + "' names a date that never comes.");
			}
			return cron;
		}
		catch (IllegalArgumentException | UnsupportedOperationException | IndexOutOfBoundsException ex) {
			throw new InvalidRequestException("'" + trimmed
					+ "' is no cron expression: it takes 5 fields (minute first), 6 fields (second first) or a name such as @daily. "
					+ ex.getMessage());
		}
	}

	/** Returns the first run after a moment. */
	Optional<Instant> next(Instant after) {
		if (this.everyHour) {
			return next(this.inZone, after);
		}
		return Stream.of(byWallTime(after), stillToComeFromTheGap(after))
			.flatMap(Optional::stream)
			.min(Comparator.naturalOrder());
	}

	private Optional<Instant> byWallTime(Instant after) {
		return nextLocal(wallTime(after)).flatMap((run) -> {
			ZoneOffsetTransition change = this.zone.getRules().getTransition(run);
			Instant first = run.atZone(this.zone).toInstant();
			if (change == null || change.isOverlap()) {
				return Optional.of(first);
			}
			Optional<Instant> behindTheGap = nextLocal(change.getDateTimeAfter().minusSeconds(1))
				.map((next) -> next.atZone(this.zone).toInstant());
			return Optional.of(behindTheGap.filter((next) -> next.isBefore(first)).orElse(first));
		});
	}

	// When an hour repeats, its wall times have had their turn.
	private LocalDateTime wallTime(Instant after) {
		LocalDateTime local = LocalDateTime.ofInstant(after, this.zone);
		ZoneOffsetTransition change = this.zone.getRules().getTransition(local);
		boolean repeats = change != null && change.isOverlap() && !after.isBefore(change.getInstant());
		return repeats ? change.getDateTimeBefore().minusSeconds(1) : local;
	}

	private Optional<Instant> stillToComeFromTheGap(Instant after) {
		ZoneOffsetTransition change = this.zone.getRules().previousTransition(after.plusNanos(1));
		if (change == null || change.isOverlap() || !after.isBefore(change.getInstant().plus(change.getDuration()))) {
			return Optional.empty();
		}
		return nextLocal(LocalDateTime.ofInstant(after, this.zone).minus(change.getDuration()))
			.filter((run) -> run.isBefore(change.getDateTimeAfter()))
			.map((run) -> run.atZone(this.zone).toInstant());
	}

	private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
		return next(this.inLocalTime, after.toInstant(ZoneOffset.UTC))
			.map((run) -> LocalDateTime.ofInstant(run, ZoneOffset.UTC));
	}

	private static Optional<Instant> next(CronSchedule schedule, Instant after) {
		// The library keeps the fraction of a second.
		Instant second = after.truncatedTo(ChronoUnit.SECONDS);
		return Optional.of(schedule.getNextExecutionTime(ExecutionComplete.simulatedSuccess(second)))
			.filter((run) -> run.isBefore(CronSchedule.NEVER));
	}

}
