package dev.fundbell.benchmarks;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Upper limits of a program that does nothing else: the same rows in JDBC bulk inserts of
 * 1,000, the same events through a bare producer, one after the other.
 */
final class RawLimits {

	private static final String INSERT = """
			INSERT INTO notifications (type, user_id, subject_id, due_date, funding_id, coupon_id, message, expires_at,
			    state, created_at, first_published_at, published_at)
			VALUES ('COUPON_DEADLINE', ?, ?, '2026-11-24', ?, ?, ?, '2026-11-24 15:00:00',
			    'PUBLISHED', '2026-11-23', '2026-11-23', '2026-11-23')
			""";

	private static final int BATCH = 1000;

	private final Servers servers;

	private final int rows;

	RawLimits(Servers servers, int rows) {
		this.servers = servers;
		this.rows = rows;
	}

	double insertsPerSecond() throws SQLException {
		Dataset.deleteNotifications(this.servers);
		long start = System.nanoTime();
		try (Connection connection = this.servers.connect();
				PreparedStatement insert = connection.prepareStatement(INSERT)) {
			connection.setAutoCommit(false);
			for (int row = 1; row <= this.rows; row++) {
				setValues(insert, row);
				insert.addBatch();
				if (row % BATCH == 0 || row == this.rows) {
					insert.executeBatch();
					connection.commit();
				}
			}
		}
		return rate(start);
	}

	private void setValues(PreparedStatement insert, int row) throws SQLException {
		insert.setLong(1, userOf(row));
		insert.setLong(2, row);
		insert.setLong(3, row % 1000 + 1);
		insert.setLong(4, row);
		insert.setString(5, message(row));
	}

	double sendsPerSecond() {
		Map<String, Object> properties = Map.of("bootstrap.servers", this.servers.brokers(), "acks", "all",
				"enable.idempotence", true, "linger.ms", 5, "batch.size", 262_144);
		long start = System.nanoTime();
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, new ByteArraySerializer(),
				new ByteArraySerializer())) {
			for (int row = 1; row <= this.rows; row++) {
				ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(NotificationTopic.NOTIFICATIONS,
						NotificationTopic.key(userOf(row)), NotificationEventJson.write(event(row)));
				record.headers()
					.add(NotificationTopic.VERSION_HEADER,
							NotificationTopic.VERSION.getBytes(StandardCharsets.US_ASCII));
				producer.send(record);
			}
			producer.flush();
		}
		return rate(start);
	}

	private NotificationEvent event(int row) {
		return new NotificationEvent(row, userOf(row), "COUPON_DEADLINE", message(row), (long) row % 1000 + 1,
				(long) row, Instant.parse("2026-11-23T00:00:00.123456Z"), Instant.parse("2026-11-24T15:00:00Z"));
	}

	private long userOf(int row) {
		return row * 7919L % Math.max(1, this.rows / 2) + 1;
	}

	private static String message(int row) {
		return "[달빛을 담은 수제 램프 " + (row % 1000 + 1) + "] 펀딩 쿠폰이 2026년 11월 24일에 만료됩니다.";
	}

	private double rate(long start) {
		return this.rows * 1e9 / (System.nanoTime() - start);
	}

}
