package dev.fundbell.servers;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One server for the class, on which each test has an empty database. A test that stops
 * it starts it again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaDbServerIT {

	private static final String PASSWORD = "it's \\ secret";

	@TempDir
	private static Path directory;

	private MariaDbServer server;

	@BeforeAll
	void startServer() {
		this.server = new MariaDbServer(settings()).start();
	}

	@AfterAll
	void killServer() {
		this.server.kill();
	}

	@BeforeEach
	void dropDatabase() throws SQLException {
		try (Connection connection = this.server.connectAsRoot(); Statement statement = connection.createStatement()) {
			statement.execute("DROP DATABASE IF EXISTS shop");
		}
	}

	private MariaDbSettings settings() {
		return MariaDbSettings.of(directory, PASSWORD).withBufferPoolMegabytes(64).withTimeZone("+09:00");
	}

	@Test
	void keepsWhatWasCommittedBeforeItWasKilled() throws SQLException {
		this.server.createDatabase("shop", "p");
		execute("CREATE TABLE entry (text varchar(20))", "INSERT INTO entry VALUES ('쿠폰 🎁')");
		this.server.kill();
		assertThat(this.server.isRunning()).isFalse();

		this.server.start();

		assertThat(query("SELECT text FROM entry")).isEqualTo("쿠폰 🎁");
	}

	/** Those that are made in the same moment would fail. */
	@Test
	void leavesTheTemporaryTablesOfOtherServersAlone(@TempDir Path fresh) throws IOException {
		Path other = Files.createTempFile("#sql-temptable-", ".MAI");
		MariaDbServer another = new MariaDbServer(MariaDbSettings.of(fresh, PASSWORD));
		try {
			another.start();
			assertThat(other).exists();
		}
		finally {
			another.kill();
			Files.deleteIfExists(other);
		}
	}

	@Test
	void keepsItsDataForTheNextServerInTheSameDirectory() throws SQLException {
		this.server.createDatabase("shop", "p");
		execute("CREATE TABLE entry (text varchar(20))", "INSERT INTO entry VALUES ('kept')");
		this.server.stop();

		this.server = new MariaDbServer(settings()).start();

		assertThat(query("SELECT text FROM entry")).isEqualTo("kept");
	}

	@Test
	void opensSessionsInTheConfiguredTimeZone() throws SQLException {
		this.server.createDatabase("shop", "p");

		assertThat(query("SELECT @@session.time_zone")).isEqualTo("+09:00");
	}

	@Test
	void refusesWhoeverHasNoPassword() {
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> DriverManager.getConnection(this.server.jdbcUrl(""), "root", ""));
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> DriverManager.getConnection(this.server.jdbcUrl(""), "", ""));
	}

	@Test
	void confinesAnAccountToItsDatabase() throws SQLException {
		this.server.createDatabase("shop", "p");
		this.server.createDatabase("office", "q");

		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> DriverManager.getConnection(this.server.jdbcUrl("office"), "shop", "p"));
	}

	@Test
	void createsADatabaseAgainWithoutLosingItsTables() throws SQLException {
		this.server.createDatabase("shop", "p");
		execute("CREATE TABLE entry (text varchar(20))", "INSERT INTO entry VALUES ('kept')");

		this.server.createDatabase("shop", "p");

		assertThat(query("SELECT text FROM entry")).isEqualTo("kept");
	}

	@Test
	void keepsPasswordsOffTheCommandLine() {
		assertThat(this.server.process().toString()).contains("MariaDB");
		assertThat(ProcessHandle.of(this.server.process().pid()).orElseThrow().info().commandLine().orElse(""))
			.doesNotContain("secret");
	}

	@Test
	void explainsAProcessThatAnEarlierRunLeftBehind() {
		MariaDbServer second = new MariaDbServer(settings());

		assertThatExceptionOfType(LocalServerException.class).isThrownBy(second::start)
			.withMessageContaining("MariaDB of an earlier run still runs")
			.withMessageContaining("kill " + this.server.process().pid());
	}

	@Test
	void explainsAWrongRootPassword() {
		this.server.stop();
		MariaDbServer other = new MariaDbServer(MariaDbSettings.of(directory, "another"));

		assertThatExceptionOfType(LocalServerException.class).isThrownBy(other::start)
			.withMessageContaining("refuses root's password");
		assertThat(other.isRunning()).isFalse();
		this.server.start();
	}

	@Test
	void namesAPortThatIsInUse() throws Exception {
		try (ServerSocket other = new ServerSocket(0)) {
			Path fresh = Files.createDirectory(directory.resolve("fresh"));
			MariaDbServer second = new MariaDbServer(
					MariaDbSettings.of(fresh, PASSWORD).withPort(other.getLocalPort()));

			assertThatExceptionOfType(LocalServerException.class).isThrownBy(second::start)
				.withMessageStartingWith("Port " + other.getLocalPort() + " is in use");
			assertThat(fresh).isEmptyDirectory();
		}
	}

	private void execute(String... statements) throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

	private String query(String sql) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			assertThat(result.next()).isTrue();
			return result.getString(1);
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.server.jdbcUrl("shop"), "shop", "p");
	}

}
