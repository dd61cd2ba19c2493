package dev.fundbell.local.client;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import dev.fundbell.servers.LocalServerException;

/**
 * Access to the parked chunks of notifications: those that could not be published in five
 * attempts, and wait for an operator.
 */
public final class ParkedChunks {

	// As many attempts as the tasks and the outbox make.
	private static final String PARKED = " FROM unpublished_ranges WHERE attempts >= 5 ";

	private static final String LIST = """
			SELECT first_id, last_id, attempts, COALESCE(last_error, '-') %s AND first_id > ? ORDER BY first_id LIMIT ?
			""".formatted(PARKED);

	private static final String RETRY = """
			UPDATE unpublished_ranges SET attempts = 0, retry_at = NULL WHERE attempts >= 5""";

	private final DataSource dataSource;

	/**
	 * The parked chunks of a database.
	 * @param dataSource the service's database
	 */
	public ParkedChunks(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/**
	 * A page of parked chunks.
	 * @param after the last id of the page before, or 0
	 * @param limit the size of the page
	 */
	public List<ParkedChunk> page(long after, int limit) {
		return with(LIST, (statement) -> {
			statement.setLong(1, after);
			statement.setInt(2, limit);
			List<ParkedChunk> chunks = new ArrayList<>();
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					chunks.add(new ParkedChunk(rows.getLong(1), rows.getLong(2), rows.getInt(3), rows.getString(4)));
				}
			}
			return chunks;
		});
	}

	/**
	 * Gives all parked chunks new attempts.
	 * @return how many they are
	 */
	public int retryAll() {
		return with(RETRY, PreparedStatement::executeUpdate);
	}

	/**
	 * Gives a parked chunk new attempts.
	 * @param id its id
	 * @return whether it was parked
	 */
	public boolean retry(long id) {
		return with(RETRY + " AND first_id = ?", (statement) -> {
			statement.setLong(1, id);
			return statement.executeUpdate() == 1;
		});
	}

	private <T> T with(String sql, Work<T> work) {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement(sql)) {
			return work.on(statement);
		}
		catch (SQLException ex) {
			throw new LocalServerException("The service's database does not answer: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Parked chunk.
	 *
	 * @param id its id: that of its first notification
	 * @param lastId the id of its last notification
	 * @param attempts how often it could not be published
	 * @param lastError why, the last time
	 */
	public record ParkedChunk(long id, long lastId, int attempts, String lastError) {

	}

	/**
	 * Work with a statement.
	 *
	 * @param <T> the result
	 */
	private interface Work<T> {

		T on(PreparedStatement statement) throws SQLException;

	}

}
