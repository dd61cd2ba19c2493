package dev.fundbell.dataflow.server.trace;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Chunk of notifications that Kafka has not acknowledged.
 *
 * @param firstId its first notification, which is its id
 * @param attempts how many runs could not publish it though Kafka and database were there
 * @param lastError why the last of them could not
 */
record UnpublishedChunk(long firstId, int attempts, @Nullable String lastError) {

	private static final int PARKED = 5;

	static final String QUERY = """
			SELECT first_id, attempts, last_error FROM unpublished_ranges
			WHERE first_id <= ? AND last_id >= ? ORDER BY first_id DESC LIMIT 1
			""";

	static UnpublishedChunk of(ResultSet row) throws SQLException {
		return new UnpublishedChunk(row.getLong("first_id"), row.getInt("attempts"), row.getString("last_error"));
	}

	boolean isParked() {
		return this.attempts >= PARKED;
	}

	UnpublishedChunk withLastError(@Nullable String other) {
		return new UnpublishedChunk(this.firstId, this.attempts, other);
	}

}
