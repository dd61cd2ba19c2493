package dev.fundbell.batch.run;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Objects;

import dev.fundbell.database.BusinessCalendar;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * Dates of a run that notifies users some days ahead. The run date says of which dates
 * users are told; nothing is done to their property before its time by the clock.
 *
 * @param runDate the date from which it looks ahead
 * @param leadDays how many days ahead it looks
 */
public record LeadTime(LocalDate runDate, int leadDays) {

	private static final int MAX_LEAD_DAYS = 366;

	private static final String RUN_DATE = "run-date";

	private static final String LEAD_DAYS = "lead-days";

	/**
	 * Reads the options {@code --run-date} and {@code --lead-days}.
	 * @param runDate a date, or nothing for today
	 * @param leadDays a number of days
	 * @param calendar knows today
	 * @throws InvalidRunParameterException where one cannot be used
	 */
	public static LeadTime of(@Nullable String runDate, String leadDays, BusinessCalendar calendar) {
		return new LeadTime(runDate(runDate, calendar), leadDays(leadDays));
	}

	/** Reads what {@link #toJobParameters()} wrote. */
	public static LeadTime of(JobParameters parameters) {
		return new LeadTime(LocalDate.parse(Objects.requireNonNull(parameters.getString(RUN_DATE))),
				Integer.parseInt(Objects.requireNonNull(parameters.getString(LEAD_DAYS))));
	}

	/**
	 * The first date that it notifies of: never a date that is past by the clock.
	 * @param today today by the clock
	 */
	public LocalDate firstDate(LocalDate today) {
		return this.runDate.isAfter(today) ? this.runDate : today;
	}

	/**
	 * The date before which coupons expire. A run date after today never takes from a
	 * user what can be used today.
	 * @param today today by the clock
	 */
	public LocalDate expiredBefore(LocalDate today) {
		return this.runDate.isBefore(today) ? this.runDate : today;
	}

	/** The last date that it tells of. */
	public LocalDate lastDate() {
		return this.runDate.plusDays(this.leadDays);
	}

	/** As text, which every version of the dashboard shows. */
	public JobParameters toJobParameters() {
		return new JobParametersBuilder().addString(RUN_DATE, this.runDate.toString())
			.addString(LEAD_DAYS, Integer.toString(this.leadDays))
			.toJobParameters();
	}

	private static LocalDate runDate(@Nullable String text, BusinessCalendar calendar) {
		if (text == null || text.isBlank()) {
			return calendar.today();
		}
		try {
			LocalDate date = LocalDate.parse(text.strip());
			if (date.getYear() >= 2000 && date.getYear() <= 9998) {
				return date;
			}
		}
		catch (DateTimeException ex) {
			// The sentence below says it.
		}
		throw new InvalidRunParameterException(
				"--run-date must be a date of the years 2000 to 9998 written as 2026-11-23, but is '%s'"
					.formatted(text));
	}

	private static int leadDays(String text) {
		try {
			int days = Integer.parseInt(text.strip());
			if (days >= 0 && days <= MAX_LEAD_DAYS) {
				return days;
			}
		}
		catch (NumberFormatException ex) {
			// The sentence below says it.
		}
		throw new InvalidRunParameterException(
				"--lead-days must be a whole number from 0 (on the last day only) to %d, but is '%s'"
					.formatted(MAX_LEAD_DAYS, text));
	}

}
