package dev.fundbell.local.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.fundbell.database.ServiceSchema;
import dev.fundbell.local.client.ParkedChunks;
import dev.fundbell.local.client.ParkedChunks.ParkedChunk;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParkedCommandIT {

	private MariaDbServer server;

	private MariaDbDataSource dataSource;

	private ParkedChunks chunks;

	private final StringWriter err = new StringWriter();

	@TempDir
	private Path home;

	@BeforeAll
	void startServer(@TempDir Path directory) throws SQLException {
		this.server = new MariaDbServer(MariaDbSettings.of(directory, "root").withBufferPoolMegabytes(64)).start();
		this.server.createDatabase("fundbell", "p");
		this.dataSource = new MariaDbDataSource(this.server.jdbcUrl("fundbell"));
		this.dataSource.setUser("fundbell");
		this.dataSource.setPassword("p");
		ServiceSchema.migrate(this.dataSource);
		this.chunks = new ParkedChunks(this.dataSource);
	}

	@AfterAll
	void killServer() {
		this.server.kill();
	}

	@BeforeEach
	void park() throws SQLException {
		execute("DELETE FROM unpublished_ranges");
		execute("""
				INSERT INTO unpublished_ranges (first_id, last_id, attempts, last_error, retry_at) VALUES
				  (1, 2000, 5, 'IllegalStateException: the rule is wrong', '9998-01-01'), (2001, 2001, 4, 'not yet', NULL),
				  (3001, 3001, 6, NULL, NULL), (4001, 4001, 0, NULL, NULL)
				""");
	}

	@Test
	void listsTheParkedChunksWithTheirIdsAndLastErrors() {
		assertThat(shown(this.chunks.page(0, 50), 50))
			.contains("1     1 to 2000", "5         IllegalStateException: the rule is wrong", "3001  3001 to 3001",
					"6         -")
			.doesNotContain("2001 to 2001", "4001", "More:");
		assertThat(shown(this.chunks.page(0, 1), 1)).contains("parked --after=1");
		assertThat(this.chunks.page(1, 1)).extracting(ParkedChunk::id).containsExactly(3001L);
		assertThat(shown(List.of(), 50)).contains("There are no parked chunks.");
	}

	@Test
	void triesAllOfThemAgainOrThoseThatAreNamed() throws SQLException {
		assertThat(this.chunks.retry(1)).isTrue();
		assertThat(this.chunks.retry(1)).as("not parked any longer").isFalse();
		assertThat(this.chunks.retry(2001)).as("not parked yet").isFalse();
		assertThat(count("attempts = 0 AND retry_at IS NULL AND first_id = 1")).isEqualTo(1);
		assertThat(count("attempts = 4")).isEqualTo(1);
		assertThat(this.chunks.retryAll()).isEqualTo(1);
		assertThat(this.chunks.page(0, 50)).isEmpty();
	}

	@Test
	void saysWhatIsWrong() {
		assertThat(run("parked", "-n501")).isEqualTo(1);
		assertThat(this.err.toString()).contains("--limit is from 1 to 500, not 501");
		assertThat(run("parked", "retry", "one")).isEqualTo(2);
		assertThat(run("parked", "--home=" + this.home)).isEqualTo(1);
		assertThat(this.err.toString()).contains("Nothing runs in ");
	}

	private int run(String... arguments) {
		return Fundbell.commandLine().setErr(new PrintWriter(this.err)).execute(arguments);
	}

	private static String shown(List<ParkedChunk> page, int limit) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ParkedCommand.show(page, limit, new PrintStream(out, true, StandardCharsets.UTF_8));
		return out.toString(StandardCharsets.UTF_8);
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private long count(String condition) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM unpublished_ranges WHERE " + condition)) {
			rows.next();
			return rows.getLong(1);
		}
	}

}
