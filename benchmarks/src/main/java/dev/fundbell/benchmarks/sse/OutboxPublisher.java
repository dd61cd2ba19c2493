package dev.fundbell.benchmarks.sse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publisher of notifications to random users at a rate, in the order of the tasks: the
 * rows are committed as claimed, then sent, and sent again with a new claim until Kafka
 * has acknowledged each. It survives whatever happens to the database and the broker.
 */
public final class OutboxPublisher {

	private static final int CHUNKS_A_SECOND = 5;

	private static final long PAUSE = 500;

	private static final String INSERT = """
			INSERT IGNORE INTO notifications (id, type, user_id, subject_id, due_date, message, state, created_at,
			  first_published_at, published_at)
			VALUES (?, 'COUPON_DEADLINE', ?, ?, '2000-01-01', '[달빛 램프] 펀딩 쿠폰이 내일 만료됩니다.', 'PUBLISHED', ?, ?, ?)
			""";

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicLong published = new AtomicLong();

	private final List<List<Long>> publishedToUser = new ArrayList<>();

	private final Database database;

	private final KafkaProducer<byte[], byte[]> producer;

	private final int users;

	private final int chunkSize;

	private final Thread thread = new Thread(this::run, "publisher");

	private @Nullable Connection connection;

	private long nextId;

	private long lastId = -1;

	/**
	 * A publisher that begins at once.
	 * @param database connects to the service's database, with bounded waits
	 * @param brokers the broker
	 * @param users how many users there are, from 1 on
	 * @param rate notifications a second
	 */
	public OutboxPublisher(Database database, String brokers, int users, int rate) {
		this.database = database;
		this.users = users;
		this.chunkSize = Math.max(1, rate / CHUNKS_A_SECOND);
		this.producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", brokers, "linger.ms", 1, "delivery.timeout.ms", 20_000,
						"request.timeout.ms", 10_000, "max.block.ms", 10_000),
				new ByteArraySerializer(), new ByteArraySerializer());
		for (int user = 0; user <= users; user++) {
			this.publishedToUser.add(new ArrayList<>());
		}
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/** How many notifications Kafka has acknowledged. */
	public long published() {
		return this.published.get();
	}

	/** The ids published to each user, once the publisher is stopped. */
	public List<List<Long>> publishedToUser() {
		return this.publishedToUser;
	}

	/**
	 * Ends it, after the chunk that it is publishing.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void stop() throws InterruptedException {
		this.ended.set(true);
		this.thread.join();
		this.producer.close();
		disconnect();
	}

	private void run() {
		long start = System.nanoTime();
		try {
			for (long chunk = 0; !this.ended.get(); chunk++) {
				publishUntilDone(newChunk());
				long due = start + (chunk + 1) * 1_000_000_000L / CHUNKS_A_SECOND;
				Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<Row> newChunk() throws InterruptedException {
		if (this.lastId - this.nextId < this.chunkSize) {
			repeated((open) -> {
				try (Statement statement = open.createStatement();
						ResultSet block = statement.executeQuery("SELECT NEXT VALUE FOR notification_ids")) {
					block.next();
					this.nextId = block.getLong(1);
					this.lastId = this.nextId + 9_999;
				}
			});
		}
		List<Row> rows = new ArrayList<>();
		for (int index = 0; index < this.chunkSize; index++) {
			rows.add(new Row(this.nextId++, ThreadLocalRandom.current().nextInt(this.users) + 1));
		}
		return rows;
	}

	private void publishUntilDone(List<Row> rows) throws InterruptedException {
		do {
			repeated((open) -> claim(open, rows));
		}
		while (!send(rows));
		rows.forEach((row) -> this.publishedToUser.get(row.userId()).add(row.id()));
		this.published.addAndGet(rows.size());
	}

	private static void claim(Connection open, List<Row> rows) throws SQLException {
		LocalDateTime now = LocalDateTime.ofInstant(Instant.now().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
		open.setAutoCommit(false);
		try (PreparedStatement insert = open.prepareStatement(INSERT);
				PreparedStatement again = open
					.prepareStatement("UPDATE notifications SET published_at = ? WHERE id BETWEEN ? AND ?")) {
			for (Row row : rows) {
				insert.setLong(1, row.id());
				insert.setInt(2, row.userId());
				insert.setLong(3, row.id());
				insert.setObject(4, now);
				insert.setObject(5, now);
				insert.setObject(6, now);
				insert.addBatch();
			}
			insert.executeBatch();
			again.setObject(1, now);
			again.setLong(2, rows.get(0).id());
			again.setLong(3, rows.get(rows.size() - 1).id());
			again.executeUpdate();
			open.commit();
		}
	}

	/** Returns whether Kafka has acknowledged each. */
	private boolean send(List<Row> rows) throws InterruptedException {
		List<Future<?>> acknowledgements = new ArrayList<>();
		try {
			for (Row row : rows) {
				acknowledgements.add(this.producer.send(new ProducerRecord<>(NotificationTopic.NOTIFICATIONS,
						NotificationTopic.key(row.userId()), Events.json(row.id(), row.userId()))));
			}
			for (Future<?> each : acknowledgements) {
				each.get();
			}
			return true;
		}
		catch (ExecutionException | KafkaException ex) {
			return false;
		}
	}

	private void repeated(Work work) throws InterruptedException {
		while (true) {
			try {
				work.on(connection());
				return;
			}
			catch (SQLException ex) {
				disconnect();
				Thread.sleep(PAUSE);
			}
		}
	}

	private Connection connection() throws SQLException {
		if (this.connection == null) {
			this.connection = this.database.connect();
		}
		return this.connection;
	}

	private void disconnect() {
		try {
			if (this.connection != null) {
				this.connection.close();
			}
		}
		catch (SQLException ex) {
			// It is not used any longer.
		}
		this.connection = null;
	}

	/** Way to the database. */
	@FunctionalInterface
	public interface Database {

		/**
		 * Connects.
		 * @return a connection that does not wait for long
		 * @throws SQLException if the database does not answer
		 */
		Connection connect() throws SQLException;

	}

	@FunctionalInterface
	private interface Work {

		void on(Connection connection) throws SQLException;

	}

	private record Row(long id, int userId) {
	}

}
