package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A real MariaDB whose sessions are in a zone that is neither the server's nor UTC. */
public final class TestDatabase {

	public static final String PASSWORD = "p4ss-word-of-the-platform";

	private final MariaDbServer server;

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
		return new JdbcTemplate(new DriverManagerDataSource(url(name), name, PASSWORD));
	}

	public MariaDbServer server() {
		return this.server;
	}

}
