package dev.fundbell.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.fundbell.event.NotificationTopic;
import dev.fundbell.database.ServiceSchema;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.KafkaSettings;
import dev.fundbell.servers.LocalServer;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Servers of a benchmark: a fresh MariaDB and a fresh Kafka, with the settings of the
 * local system.
 */
final class Servers implements AutoCloseable {

	private static final String PASSWORD = "benchmark";

	private static final String FUNDBELL = "fundbell";

	private final MariaDbServer mariaDb;

	private final KafkaServer kafka;

	Servers(Path directory, List<String> mariaDbOptions) {
		this(directory, mariaDbOptions, Map.of());
	}

	/**
	 * Starts both.
	 * @param topic settings of the topic of notifications
	 */
	Servers(Path directory, List<String> mariaDbOptions, Map<String, String> topic) {
		MariaDbSettings settings = MariaDbSettings.of(directory.resolve("mariadb"), PASSWORD)
			.withOptions(mariaDbOptions.toArray(String[]::new));
		CompletableFuture<KafkaServer> broker = CompletableFuture
			.supplyAsync(new KafkaServer(KafkaSettings.of(directory.resolve("kafka")))::start);
		this.mariaDb = new MariaDbServer(settings).start();
		this.kafka = broker.join();
		this.mariaDb.createDatabase(FUNDBELL, PASSWORD);
		this.mariaDb.createDatabase("dataflow", PASSWORD);
		this.kafka.createTopic(NotificationTopic.NOTIFICATIONS, 4, topic);
		ServiceSchema.migrate(new DriverManagerDataSource(url(), FUNDBELL, PASSWORD));
	}

	/** Arguments with which an application finds them. */
	List<String> arguments() {
		return List.of("--fundbell.datasource.url=" + url(), "--fundbell.datasource.username=" + FUNDBELL,
				"--fundbell.datasource.password=" + PASSWORD,
				"--spring.datasource.url=" + this.mariaDb.jdbcUrl("dataflow"), "--spring.datasource.username=dataflow",
				"--spring.datasource.password=" + PASSWORD, "--spring.cloud.stream.kafka.binder.brokers=" + brokers());
	}

	String brokers() {
		return this.kafka.bootstrapServers();
	}

	/** A connection to the service's database that sends batches in bulk. */
	Connection connect() throws SQLException {
		return DriverManager.getConnection(url() + "?useBulkStmts=true", FUNDBELL, PASSWORD);
	}

	/**
	 * A connection to the service's database that waits for an answer for 5 s at most.
	 */
	Connection connectForShort() throws SQLException {
		return DriverManager.getConnection(url() + "?useBulkStmts=true&connectTimeout=5000&socketTimeout=5000",
				FUNDBELL, PASSWORD);
	}

	LocalServer mariaDb() {
		return this.mariaDb;
	}

	LocalServer kafka() {
		return this.kafka;
	}

	Connection connectToPlatform() throws SQLException {
		return DriverManager.getConnection(this.mariaDb.jdbcUrl("dataflow"), "dataflow", PASSWORD);
	}

	/** Processor time that both have used so far, in seconds. */
	ProcessorSeconds processorSeconds() {
		return new ProcessorSeconds(seconds(this.mariaDb.process()), seconds(this.kafka.process()));
	}

	private static double seconds(ChildProcess process) {
		return ProcessHandle.of(process.pid())
			.flatMap((handle) -> handle.info().totalCpuDuration())
			.orElse(Duration.ZERO)
			.toMillis() / 1e3;
	}

	/** Waits until the database has written what earlier runs left in memory. */
	void settle() throws SQLException {
		try (Connection connection = this.mariaDb.connectAsRoot(); Statement statement = connection.createStatement()) {
			statement.execute("SET GLOBAL innodb_max_dirty_pages_pct = 0");
			awaitCleanPages(statement);
			statement.execute("SET GLOBAL innodb_max_dirty_pages_pct = 90");
		}
	}

	private static void awaitCleanPages(Statement statement) throws SQLException {
		for (int attempt = 0; attempt < 60; attempt++) {
			try (var dirty = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'")) {
				dirty.next();
				if (dirty.getInt(2) < 200) {
					return;
				}
			}
			statement.execute("DO SLEEP(1)");
		}
	}

	/**
	 * Processor time in seconds.
	 *
	 * @param mariaDb of MariaDB
	 * @param kafka of Kafka
	 */
	record ProcessorSeconds(double mariaDb, double kafka) {

		ProcessorSeconds since(ProcessorSeconds before) {
			return new ProcessorSeconds(this.mariaDb - before.mariaDb, this.kafka - before.kafka);
		}

	}

	private String url() {
		return this.mariaDb.jdbcUrl(FUNDBELL);
	}

	@Override
	public void close() {
		this.kafka.kill();
		this.mariaDb.kill();
	}

}
