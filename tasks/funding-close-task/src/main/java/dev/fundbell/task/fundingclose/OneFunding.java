package dev.fundbell.task.fundingclose;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.run.InvalidRunParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The funding that somebody has asked for, which must be due or closed. */
final class OneFunding implements ChunkSource<DueChunk> {

	private static final String FIND = "SELECT status, deadline FROM fundings WHERE id = ?";

	private @Nullable DueChunk next;

	OneFunding(JdbcClient jdbc, long id, Instant asOf) {
		Found found = jdbc.sql(FIND)
			.param(id)
			.query((row, number) -> new Found(row.getString(1), row.getObject(2, LocalDateTime.class)))
			.optional()
			.orElseThrow(
					() -> new InvalidRunParameterException("--funding-id=%d: there is no such funding".formatted(id)));
		Instant deadline = found.deadline().toInstant(ZoneOffset.UTC);
		boolean open = found.status().equals("OPEN");
		if (open && deadline.isAfter(asOf)) {
			throw new InvalidRunParameterException(
					"--funding-id=%d: the funding is not due, its deadline is %s and the run is as of %s".formatted(id,
							deadline, asOf));
		}
		this.next = open ? new DueChunk(LocalDateTime.ofInstant(asOf, ZoneOffset.UTC), List.of(id)) : null;
	}

	@Override
	public long total() {
		return (this.next != null) ? 1 : 0;
	}

	@Override
	public @Nullable DueChunk next() {
		DueChunk only = this.next;
		this.next = null;
		return only;
	}

	private record Found(String status, LocalDateTime deadline) {

	}

}
