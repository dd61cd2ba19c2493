package dev.fundbell.task.fundingclose;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import dev.fundbell.batch.run.InvalidRunParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * Parameters of a run.
 *
 * @param asOf the instant up to which deadlines have passed, never after now
 * @param fundingId the only funding that it closes, or null for all
 */
record FundingCloseParameters(Instant asOf, @Nullable Long fundingId) {

	private static final String AS_OF = "as-of";

	private static final String FUNDING_ID = "funding-id";

	static FundingCloseParameters of(FundingCloseProperties properties, Clock clock) {
		return new FundingCloseParameters(asOf(properties.asOf(), clock), fundingId(properties.fundingId()));
	}

	static FundingCloseParameters of(JobParameters parameters) {
		return new FundingCloseParameters(Instant.parse(Objects.requireNonNull(parameters.getString(AS_OF))),
				fundingId(parameters.getString(FUNDING_ID)));
	}

	/** As text, which every version of the dashboard shows. */
	JobParameters toJobParameters() {
		JobParametersBuilder parameters = new JobParametersBuilder().addString(AS_OF, this.asOf.toString());
		if (this.fundingId != null) {
			parameters.addString(FUNDING_ID, this.fundingId.toString());
		}
		return parameters.toJobParameters();
	}

	/** As the column has it: a deadline of exactly now has passed. */
	private static Instant asOf(@Nullable String text, Clock clock) {
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		if (text == null || text.isBlank()) {
			return now;
		}
		Instant asOf = instant(text);
		if (asOf.isAfter(now)) {
			throw new InvalidRunParameterException(
					"--as-of must not be after now, which is %s, but is '%s': a funding is open until its deadline"
						.formatted(now, text));
		}
		return asOf;
	}

	private static Instant instant(String text) {
		try {
			OffsetDateTime instant = OffsetDateTime.parse(text.strip()).withOffsetSameInstant(ZoneOffset.UTC);
			if (instant.getYear() >= 2000 && instant.getYear() <= 9998) {
				return instant.toInstant().truncatedTo(ChronoUnit.MICROS);
			}
		}
		catch (DateTimeException ex) {
			// The sentence below says it.
		}
		throw new InvalidRunParameterException(
				"--as-of must be an instant of the years 2000 to 9998 written as 2026-11-24T03:00:00Z "
						+ "or 2026-11-24T12:00:00+09:00, but is '%s'".formatted(text));
	}

	private static @Nullable Long fundingId(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			long id = Long.parseLong(text.strip());
			if (id > 0) {
				return id;
			}
		}
		catch (NumberFormatException ex) {
			// The sentence below says it.
		}
		throw new InvalidRunParameterException(
				"--funding-id must be the number of a funding, but is '%s'".formatted(text));
	}

}
