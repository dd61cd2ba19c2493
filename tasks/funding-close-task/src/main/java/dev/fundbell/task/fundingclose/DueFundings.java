package dev.fundbell.task.fundingclose;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.OpenFundings;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The open fundings whose deadline has passed. */
final class DueFundings implements ChunkSource<DueChunk> {

	/** So few that a closing does not make others wait for long. */
	private static final int SIZE = 50;

	private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");

	private final OpenFundings fundings;

	private final LocalDateTime asOf;

	DueFundings(JdbcClient jdbc, Instant asOf) {
		this.fundings = new OpenFundings(jdbc, EARLIEST, asOf.plus(1, ChronoUnit.MICROS));
		this.asOf = LocalDateTime.ofInstant(asOf, ZoneOffset.UTC);
	}

	@Override
	public long total() {
		return this.fundings.count();
	}

	@Override
	public @Nullable DueChunk next() {
		List<Long> due = this.fundings.next(SIZE);
		return due.isEmpty() ? null : new DueChunk(this.asOf, due);
	}

}
