package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import dev.fundbell.dataflow.server.InvalidRequestException;

/**
 * Cron expression in a time zone: five fields as in Unix, six with the seconds first, or
 * a name such as {@code @daily}.
 */
final class Cron {

	private final ZoneId zone;

	private final CronSchedule inZone;

	/** The same in local time without zone: a day here never lacks or repeats an hour. */
	private final CronSchedule inLocalTime;

	private Cron(String expression, ZoneId zone) {
		this.zone = zone;
		this.inZone = new CronSchedule(expression, zone, style(expression));
		this.inLocalTime = new CronSchedule(expression, ZoneOffset.UTC, style(expression));
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
		catch (IllegalArgumentException | UnsupportedOperationException ex) {
			throw new InvalidRequestException("'" + trimmed
					+ "' is no cron expression: it takes 5 fields (minute first), 6 fields (second first) or a name such as @daily. "
					+ ex.getMessage());
		}
	}

	private static CronStyle style(String expression) {
		return (expression.split("\\s+").length == 5) ? CronStyle.UNIX : CronStyle.SPRING53;
	}

	/**
	 * Returns the first run after a moment. On the day when clocks go forward the library
	 * leaves out a run whose hour does not exist. Here that run takes place later by as
	 * much as the clocks jump.
	 */
	Optional<Instant> next(Instant after) {
		Instant next = next(this.inZone, after);
		return inTheGap(after).filter((run) -> run.isBefore(next))
			.or(() -> Optional.of(next))
			.filter((run) -> run.isBefore(CronSchedule.NEVER));
	}

	private Optional<Instant> inTheGap(Instant after) {
		Instant local = LocalDateTime.ofInstant(after, this.zone).toInstant(ZoneOffset.UTC);
		LocalDateTime run = LocalDateTime.ofInstant(next(this.inLocalTime, local), ZoneOffset.UTC);
		boolean exists = !this.zone.getRules().getValidOffsets(run).isEmpty();
		return exists ? Optional.empty() : Optional.of(run.atZone(this.zone).toInstant());
	}

	private static Instant next(CronSchedule schedule, Instant after) {
		return schedule.getNextExecutionTime(ExecutionComplete.simulatedSuccess(after));
	}

}
