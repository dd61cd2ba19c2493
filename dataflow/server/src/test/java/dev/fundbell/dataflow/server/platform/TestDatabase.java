package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.zaxxer.hikari.HikariDataSource;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;

import org.springframework.jdbc.core.JdbcTemplate;

/** A real MariaDB whose sessions are in a zone that is neither the server's nor UTC. */
public final class TestDatabase {

	public static final String PASSWORD = "p4ss-word-of-the-platform";

	private static final int CONNECTIONS = 10;

	private final MariaDbServer server;

	private final Map<String, JdbcTemplate> pools = new ConcurrentHashMap<>();

	private TestDatabase(MariaDbServer server) {
		this.server = server;
	}

	static TestDatabase start(Path target) {
		try {
			Path directory = Files.createTempDirectory(Files.createDirectories(target), "mariadb");
			MariaDbSettings settings = MariaDbSettings.of(directory, "root-" + PASSWORD)
				.withBufferPoolMegabytes(128)
				.withFlushLogAtCommit(2)
				.withTimeZone("-07:30");
			return new TestDatabase(new MariaDbServer(settings).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Creates an empty database, with a user of the same name. */
	public TestDatabase create(String name) {
		this.server.createDatabase(name, PASSWORD);
		return this;
	}

	public String url(String name) {
		return this.server.jdbcUrl(name);
	}

	public JdbcTemplate jdbc(String name) {
		return this.pools.computeIfAbsent(name, (database) -> {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(url(database));
			pool.setUsername(database);
			pool.setPassword(PASSWORD);
			pool.setMaximumPoolSize(CONNECTIONS);
			pool.setMinimumIdle(1);
			return new JdbcTemplate(pool);
		});
	}

	public MariaDbServer server() {
		return this.server;
	}

}
