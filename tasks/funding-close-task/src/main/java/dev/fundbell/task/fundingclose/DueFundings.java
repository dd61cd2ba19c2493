package dev.fundbell.task.fundingclose;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.KeyRangePartitioner;
import dev.fundbell.batch.range.OpenFundings;
import dev.fundbell.batch.range.OpenFundings.OpenFunding;
import dev.fundbell.batch.run.InvalidRunParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Query of the open fundings whose deadline has passed, or of the one that an operator
 * names.
 */
final class DueFundings implements KeyRangePartitioner.Keys {

	private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");

	private static final String FIND = "SELECT status, deadline FROM fundings WHERE id = ?";

	private final JdbcClient jdbc;

	private final KeyRange range;

	private DueFundings(JdbcClient jdbc, KeyRange range) {
		this.jdbc = jdbc;
		this.range = range;
	}

	/**
	 * The fundings of a run.
	 * @throws InvalidRunParameterException if the one that is asked for is not due
	 */
	static DueFundings of(JdbcClient jdbc, FundingCloseParameters run) {
		return new DueFundings(jdbc, (run.fundingId() != null) ? one(jdbc, run.fundingId(), run.asOf())
				: OpenFundings.keys(EARLIEST, run.asOf().plus(1, ChronoUnit.MICROS)));
	}

	private static KeyRange one(JdbcClient jdbc, long id, Instant asOf) {
		Found found = jdbc.sql(FIND)
			.param(id)
			.query((row, number) -> new Found(row.getString(1), row.getObject(2, LocalDateTime.class)))
			.optional()
			.orElseThrow(
					() -> new InvalidRunParameterException("--funding-id=%d: there is no such funding".formatted(id)));
		Instant deadline = found.deadline().toInstant(ZoneOffset.UTC);
		if (found.status().equals("OPEN") && deadline.isAfter(asOf)) {
			throw new InvalidRunParameterException(
					"--funding-id=%d: the funding is not due, its deadline is %s and the run is as of %s".formatted(id,
							deadline, asOf));
		}
		return new KeyRange(new OpenFunding(id - 1, found.deadline()).key(),
				new OpenFunding(id, found.deadline()).key());
	}

	@Override
	public long count() {
		return OpenFundings.in(this.jdbc, this.range).count();
	}

	@Override
	public KeyRange all() {
		return this.range;
	}

	@Override
	public @Nullable String keyAfter(KeyRange range, long rows) {
		return OpenFundings.in(this.jdbc, range).keyAfter(rows);
	}

	private record Found(String status, LocalDateTime deadline) {

	}

}
