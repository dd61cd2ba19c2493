package dev.fundbell.dataflow.server.trace;

import java.util.function.Function;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Read-only access to the service's database. It is no {@code DataSource} bean, because
 * Data Flow would take it for its own. It connects when it is first asked, so that the
 * server starts without that database. Its sessions refuse changes, whatever the account
 * may do, and end a statement that takes long.
 */
final class ServiceDatabase implements AutoCloseable {

	private static final int CONNECTIONS = 2;

	private static final int PATIENCE_MS = 5000;

	private static final String READ_ONLY = "SET SESSION tx_read_only = 1, max_statement_time = 10";

	private final @Nullable HikariDataSource pool;

	ServiceDatabase(TraceProperties.Datasource settings) {
		this.pool = settings.isConfigured() ? pool(settings) : null;
	}

	private static HikariDataSource pool(TraceProperties.Datasource settings) {
		HikariConfig config = new HikariConfig();
		config.setPoolName("traces");
		config.setJdbcUrl(settings.url());
		config.setUsername(settings.username());
		config.setPassword(settings.password());
		config.setMaximumPoolSize(CONNECTIONS);
		config.setMinimumIdle(0);
		config.setInitializationFailTimeout(-1);
		config.setConnectionTimeout(PATIENCE_MS);
		config.setConnectionInitSql(READ_ONLY);
		return new HikariDataSource(config);
	}

	/**
	 * Reads.
	 * @throws InvalidRequestException with a sentence if the database is not configured
	 * or cannot be read
	 */
	<T> T read(Function<JdbcTemplate, T> query) {
		if (this.pool == null) {
			throw new InvalidRequestException(HttpStatus.NOT_IMPLEMENTED,
					"This server does not see the service's database: set fundbell.trace.datasource.url, .username and .password.");
		}
		try {
			return query.apply(new JdbcTemplate(this.pool));
		}
		catch (DataAccessException ex) {
			throw new InvalidRequestException(HttpStatus.SERVICE_UNAVAILABLE,
					"The service's database cannot be read: " + ex.getMostSpecificCause().getMessage());
		}
	}

	@Override
	public void close() {
		if (this.pool != null) {
			this.pool.close();
		}
	}

}
