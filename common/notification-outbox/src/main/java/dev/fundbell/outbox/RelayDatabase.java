package dev.fundbell.outbox;

import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The relay's own connection to the service's database. While a broker is away the relay
 * keeps it for half a minute, and none of the service's. It has the bounds that tasks
 * have: MariaDB takes a chunk's lock from a relay that has been silent for a minute.
 */
final class RelayDatabase implements AutoCloseable {

	private static final String SESSION = """
			SET SESSION innodb_lock_wait_timeout = 10, idle_transaction_timeout = 60, in_predicate_conversion_threshold = 0
			"""
		.strip();

	private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(1);

	private final HikariDataSource dataSource;

	/**
	 * A connection.
	 * @param service the service's data source, which says where the database is
	 */
	RelayDatabase(DataSource service) {
		this.dataSource = DataSourceBuilder.derivedFrom(service).type(HikariDataSource.class).build();
		this.dataSource.setPoolName("fundbell-outbox");
		this.dataSource.setMaximumPoolSize(1);
		this.dataSource.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
		// The service starts without its database, if it likes.
		this.dataSource.setInitializationFailTimeout(-1);
		this.dataSource.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
		this.dataSource.setConnectionInitSql(SESSION);
		this.dataSource.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toMillis()));
	}

	/** Statements, with MariaDB's error codes translated. */
	JdbcTemplate jdbc() {
		return template(this.dataSource);
	}

	/** Transactions that lock rows and no gaps. */
	TransactionOperations transactions() {
		TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
		transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		return transactions;
	}

	/** Statements on any data source of MariaDB, with its error codes translated. */
	static JdbcTemplate template(DataSource dataSource) {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		jdbc.setExceptionTranslator(new SQLErrorCodeSQLExceptionTranslator("MariaDB"));
		return jdbc;
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
