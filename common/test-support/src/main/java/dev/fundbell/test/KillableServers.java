package dev.fundbell.test;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.fundbell.database.ServiceSchema;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.KafkaSettings;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;
import dev.fundbell.test.RealServers.TestDatabase;

/**
 * A MariaDB and a Kafka of one test class, which may kill them and start them again
 * (fault injection). Other tests share {@link RealServers}.
 */
public final class KillableServers implements AutoCloseable {

	private static final String NAME = "fundbell";

	private static final String PASSWORD = "test";

	private final MariaDbServer mariaDb;

	private final KafkaServer kafka;

	private final TestDatabase database;

	private KillableServers(Path directory) {
		CompletableFuture<KafkaServer> broker = CompletableFuture
			.supplyAsync(new KafkaServer(KafkaSettings.of(directory.resolve("kafka")).shortLived())::start);
		this.mariaDb = new MariaDbServer(
				MariaDbSettings.of(directory.resolve("mariadb"), PASSWORD).withBufferPoolMegabytes(32))
			.start();
		this.kafka = broker.join();
		this.mariaDb.createDatabase(NAME, PASSWORD);
		this.database = new TestDatabase(this.mariaDb.jdbcUrl(NAME), NAME, PASSWORD);
		ServiceSchema.migrate(this.database.dataSource());
	}

	/**
	 * Starts both, with the service's schema in the database.
	 * @param directory an empty directory for their files
	 * @return the running servers
	 */
	public static KillableServers start(Path directory) {
		return new KillableServers(directory);
	}

	public MariaDbServer mariaDb() {
		return this.mariaDb;
	}

	public KafkaServer kafka() {
		return this.kafka;
	}

	/** The service's database. */
	public TestDatabase database() {
		return this.database;
	}

	/** The options with which a sink finds the servers. */
	public List<String> options() {
		return SinkOptions.of(this.database, this.kafka);
	}

	@Override
	public void close() {
		this.mariaDb.kill();
		this.kafka.kill();
	}

}
