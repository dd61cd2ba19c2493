package dev.fundbell.sms.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Named database lock under which this instance claims deliveries. MariaDB releases the
 * lock when its connection ends. If the lock of a claim is free, the sink that claimed is
 * dead: other instances see that at once, without a lease or a timeout.
 */
final class ClaimLock implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(ClaimLock.class);

	/** A machine that vanishes closes no connection: MariaDB does so, after this time. */
	private static final String END_WHEN_SILENT = "SET SESSION wait_timeout = 60";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private @Nullable Connection connection;

	private @Nullable String name;

	ClaimLock(DataSource dataSource) {
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * The name to claim under, a new one whenever the connection was lost. Call this
	 * before each claim: it also keeps the connection open.
	 */
	synchronized String name() throws SQLException {
		String current = this.name;
		if (current != null && this.connection != null && isHeld(this.connection, current)) {
			return current;
		}
		close();
		return acquire();
	}

	private String acquire() throws SQLException {
		String fresh = "sms-sink-" + UUID.randomUUID().toString().substring(0, 18);
		Connection opened = this.dataSource.getConnection();
		try (Statement statement = opened.createStatement()) {
			statement.execute(END_WHEN_SILENT);
			if (!ask(opened, "SELECT GET_LOCK(?, 0)", fresh)) {
				throw new SQLException("The lock " + fresh + " is taken");
			}
		}
		catch (SQLException ex) {
			opened.close();
			throw ex;
		}
		this.connection = opened;
		this.name = fresh;
		log.info("Claims deliveries as {}", fresh);
		return fresh;
	}

	private static boolean isHeld(Connection connection, String name) {
		try {
			return ask(connection, "SELECT IS_USED_LOCK(?) = CONNECTION_ID()", name);
		}
		catch (SQLException ex) {
			return false;
		}
	}

	private static boolean ask(Connection connection, String sql, String name) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setString(1, name);
			try (ResultSet row = statement.executeQuery()) {
				return row.next() && row.getBoolean(1);
			}
		}
	}

	/**
	 * Whether no connection holds the lock of a name. The name may also be one that this
	 * instance has lost; the outcomes of its calls are still written.
	 */
	boolean isFree(String claim) {
		return Boolean.TRUE.equals(this.jdbc.sql("SELECT IS_FREE_LOCK(?)").param(claim).query(Boolean.class).single());
	}

	/** Releases the lock, and with it all claims under its name. */
	@Override
	public synchronized void close() {
		if (this.connection == null) {
			return;
		}
		try (Connection closing = this.connection; Statement statement = closing.createStatement()) {
			statement.execute("DO RELEASE_ALL_LOCKS()");
			statement.execute("SET SESSION wait_timeout = DEFAULT");
		}
		catch (SQLException ex) {
			// It was lost, and the lock with it.
		}
		this.connection = null;
		this.name = null;
	}

}
