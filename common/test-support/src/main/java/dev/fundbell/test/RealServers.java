package dev.fundbell.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import dev.fundbell.database.ServiceSchema;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.KafkaSettings;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * The MariaDB and the Kafka of this JVM's tests: each started when the first test asks
 * for it and ended with the JVM. Tests stay apart by databases and topics of their own.
 */
public final class RealServers {

	private static final String PASSWORD = "test";

	private static final RealServers INSTANCE = new RealServers();

	private final Path directory = createDirectory();

	private final AtomicInteger names = new AtomicInteger();

	private final Object mariaDbLock = new Object();

	private final Object kafkaLock = new Object();

	private volatile @Nullable MariaDbServer mariaDb;

	private volatile @Nullable KafkaServer kafka;

	private RealServers() {
		Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-real-services"));
	}

	/** Those of this JVM. */
	public static RealServers get() {
		return INSTANCE;
	}

	/** Starts both, at the same time. */
	public void startAll() {
		CompletableFuture<KafkaServer> broker = CompletableFuture.supplyAsync(this::kafka);
		mariaDb();
		broker.join();
	}

	/**
	 * MariaDB, running. Its sessions are not in UTC, so that whatever relies on the
	 * session's zone fails.
	 */
	public MariaDbServer mariaDb() {
		synchronized (this.mariaDbLock) {
			if (this.mariaDb == null) {
				MariaDbSettings settings = MariaDbSettings.of(this.directory.resolve("mariadb"), PASSWORD);
				this.mariaDb = new MariaDbServer(
						settings.withTimeZone("-09:30").withBufferPoolMegabytes(128).withFlushLogAtCommit(2))
					.start();
			}
			return this.mariaDb;
		}
	}

	/** Kafka, running. */
	public KafkaServer kafka() {
		synchronized (this.kafkaLock) {
			if (this.kafka == null) {
				this.kafka = new KafkaServer(KafkaSettings.of(this.directory.resolve("kafka")).shortLived()).start();
			}
			return this.kafka;
		}
	}

	/**
	 * A name that no other test of this JVM has.
	 * @param prefix lower-case letters
	 */
	public String uniqueName(String prefix) {
		return prefix + "_" + this.names.incrementAndGet();
	}

	/** A new database without tables. */
	public TestDatabase emptyDatabase() {
		String name = uniqueName("test");
		mariaDb().createDatabase(name, PASSWORD);
		return new TestDatabase(mariaDb().jdbcUrl(name), name, PASSWORD);
	}

	/** A new database with the service's schema. */
	public TestDatabase fundbellDatabase() {
		TestDatabase database = emptyDatabase();
		ServiceSchema.migrate(database.dataSource());
		return database;
	}

	private void end() {
		if (this.kafka != null) {
			this.kafka.kill();
		}
		if (this.mariaDb != null) {
			this.mariaDb.kill();
		}
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path createDirectory() {
		try {
			return Files.createTempDirectory("fundbell-test");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A database of one test.
	 *
	 * @param url its JDBC URL
	 * @param username who may do everything in it
	 * @param password that user's password
	 */
	public record TestDatabase(String url, String username, String password) {

		/** Unpooled connections to it. */
		public DataSource dataSource() {
			return new DriverManagerDataSource(this.url, this.username, this.password);
		}

	}

}
