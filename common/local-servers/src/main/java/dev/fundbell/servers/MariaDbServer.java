package dev.fundbell.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A MariaDB server as a child process: with accounts and passwords, on 127.0.0.1 only.
 * Not thread-safe.
 */
public final class MariaDbServer extends ChildServer {

	/** The account that may do everything; its password is in the settings. */
	public static final String ROOT = "root";

	private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

	private static final Duration STOP_GRACE = Duration.ofSeconds(30);

	private static final String CREATE_DATABASE = "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4";

	private static final String CREATE_USER = "CREATE USER IF NOT EXISTS '%s'@'127.0.0.1'";

	private static final String SET_PASSWORD = "ALTER USER '%s'@'127.0.0.1' IDENTIFIED BY %s";

	private static final String GRANT_DATABASE = "GRANT ALL ON `%s`.* TO '%s'@'127.0.0.1'";

	private final MariaDbSettings settings;

	private final int port;

	public MariaDbServer(MariaDbSettings settings) {
		super(START_TIMEOUT, STOP_GRACE);
		this.settings = settings;
		this.port = (settings.port() != 0) ? settings.port() : Ports.free();
	}

	@Override
	public MariaDbServer start() {
		super.start();
		return this;
	}

	@Override
	protected ChildCommand prepare() {
		Path directory = this.settings.directory();
		Ports.requireFree(this.port, "MariaDB", "choose another port");
		MariaDbBinaries binaries = MariaDbBinaries.unpacked();
		createDataDirectory(binaries);
		List<String> command = command(binaries, data(), "--bind-address=" + Ports.HOST, "--port=" + this.port,
				// No socket file: its path may be no longer than 107 characters.
				"--socket=", "--pid-file=" + directory.resolve("mariadbd.pid"), "--tmpdir=" + temporary(),
				// It listens on loopback only, and making its key costs seconds.
				"--skip-ssl", "--skip-name-resolve", "--character-set-server=utf8mb4",
				"--collation-server=utf8mb4_unicode_ci", "--default-time-zone=" + this.settings.timeZone(),
				"--innodb-buffer-pool-size=" + this.settings.bufferPoolMegabytes() + "M",
				"--innodb-flush-log-at-trx-commit=" + this.settings.flushLogAtCommit());
		command.addAll(this.settings.options());
		return new ChildCommand("MariaDB", command, Map.of(), directory, this.settings.files().log(),
				this.settings.files().pid());
	}

	public int port() {
		return this.port;
	}

	public String jdbcUrl(String database) {
		return "jdbc:mariadb://%s:%d/%s".formatted(Ports.HOST, this.port, database);
	}

	/**
	 * Creates a database and the account of the same name that may do everything in it,
	 * and in nothing else. A database that exists stays, with a new password.
	 */
	public void createDatabase(String name, String password) {
		try (Connection connection = connectAsRoot(); Statement statement = connection.createStatement()) {
			statement.execute(CREATE_DATABASE.formatted(name));
			statement.execute(CREATE_USER.formatted(name));
			statement.execute(SET_PASSWORD.formatted(name, quoted(password)));
			statement.execute(GRANT_DATABASE.formatted(name, name));
		}
		catch (SQLException ex) {
			throw new LocalServerException("The database %s cannot be created: %s".formatted(name, ex.getMessage()),
					ex);
		}
	}

	/**
	 * A connection that may do everything, without a database.
	 */
	public Connection connectAsRoot() throws SQLException {
		return DriverManager.getConnection(jdbcUrl(""), ROOT, this.settings.rootPassword());
	}

	static List<String> command(MariaDbBinaries binaries, Path data, String... options) {
		List<String> command = new ArrayList<>(List.of(binaries.server().toString(), "--no-defaults",
				"--basedir=" + binaries.directory(), "--lc-messages-dir=" + binaries.share(), "--datadir=" + data));
		if ("root".equals(System.getProperty("user.name"))) {
			command.add("--user=root");
		}
		command.addAll(List.of(options));
		return command;
	}

	static String quoted(String text) {
		return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
	}

	private Path data() {
		return this.settings.directory().resolve("data");
	}

	// A server that starts removes the temporary tables of all that share a directory.
	private Path temporary() {
		return this.settings.directory().resolve("tmp");
	}

	private void createDataDirectory(MariaDbBinaries binaries) {
		Path directory = this.settings.directory();
		try {
			Files.createDirectories(temporary());
			Files.createDirectories(this.settings.files().log().getParent());
			if (!Files.isDirectory(data())) {
				new MariaDbDataDirectory(binaries, temporary(), this.settings.files().log()).create(data(),
						this.settings.rootPassword());
			}
		}
		catch (IOException ex) {
			throw new LocalServerException(
					"MariaDB's data directory %s cannot be created: %s".formatted(data(), ex.getMessage()), ex);
		}
	}

	@Override
	protected boolean answers() {
		if (!Ports.answers(this.port)) {
			return false;
		}
		try (Connection connection = connectAsRoot()) {
			return connection.isValid(1);
		}
		catch (SQLException ex) {
			if (ex.getErrorCode() == 1045) {
				throw new LocalServerException(
						"MariaDB refuses root's password: %s was created with another one. Restore it, or delete that directory"
							.formatted(data()),
						ex);
			}
			return false;
		}
	}

}
