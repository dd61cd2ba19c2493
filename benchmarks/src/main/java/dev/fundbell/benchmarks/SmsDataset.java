package dev.fundbell.benchmarks;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Data set of published notifications about coupons: two per user, and each user has a
 * phone.
 */
final class SmsDataset {

	private static final String PHONES = "UPDATE users SET phone_number = CONCAT('+8210', LPAD(id + 10000000, 8, '0'))";

	private static final String NOTIFICATIONS = """
			INSERT INTO notifications (type, user_id, subject_id, due_date, funding_id, coupon_id, message, state, created_at,
			    first_published_at, published_at)
			SELECT 'COUPON_DEADLINE', user_id, id, expiration_date, funding_id, id,
			    CONCAT('[달빛을 담은 수제 램프 ', funding_id, '] 펀딩 쿠폰이 2026년 11월 24일에 만료됩니다.'), 'PUBLISHED', UTC_TIMESTAMP(),
			    UTC_TIMESTAMP(), UTC_TIMESTAMP()
			FROM coupons
			""";

	private static final String TOMORROW = "UTC_TIMESTAMP() + INTERVAL 1 DAY";

	private static final String HELD = """
			INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, due_at, round, accepted_at)
			SELECT 1000000000 + seq * 2 + ('%1$s' = 'HELD'), 1000000000 + seq, '{}', 'notifications-0-0', '%1$s', %2$s, 1,
			    UTC_TIMESTAMP()
			FROM seq_1_to_%3$d
			""";

	private static final String FLOOD = """
			INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, due_at, round, accepted_at)
			SELECT 3000000000 + seq, 3000000000,
			    CONCAT('{"notificationId":', 3000000000 + seq, ',"userId":3000000000,"type":"COUPON_DEADLINE","message":"text",',
			        '"createdAt":"', DATE_FORMAT(UTC_TIMESTAMP(), '%%Y-%%m-%%dT%%H:%%i:%%sZ'), '"}'),
			    'notifications-0-0', 'WAITING', UTC_TIMESTAMP(), 1, UTC_TIMESTAMP()
			FROM seq_1_to_%d
			""";

	private static final String EVENTS = "SELECT id, user_id, message, funding_id, coupon_id FROM notifications ORDER BY id";

	private SmsDataset() {
	}

	static void fill(Servers servers, int notifications) throws SQLException {
		new CouponExpiryFlow().fill(servers, notifications);
		try (Connection connection = servers.connect(); Statement statement = connection.createStatement()) {
			statement.execute("TRUNCATE sms_deliveries");
			statement.execute(PHONES);
			statement.execute(NOTIFICATIONS);
			statement.execute("ANALYZE TABLE users, notifications");
		}
		servers.settle();
	}

	/**
	 * Messages of other users that are held until tomorrow, and one that is blocked
	 * behind each.
	 */
	static void hold(Servers servers, int held) throws SQLException {
		try (Connection connection = servers.connect(); Statement statement = connection.createStatement()) {
			for (String state : new String[] { "HELD", "BLOCKED" }) {
				statement.execute(HELD.formatted(state, state.equals("HELD") ? TOMORROW : "NULL", held));
			}
			statement.execute("ANALYZE TABLE sms_deliveries");
		}
		servers.settle();
	}

	/** Messages of one user that does not exist, and so has no phone. */
	static void flood(Servers servers, int messages) throws SQLException {
		try (Connection connection = servers.connect(); Statement statement = connection.createStatement()) {
			statement.execute(FLOOD.formatted(messages));
			statement.execute("ANALYZE TABLE sms_deliveries");
		}
		servers.settle();
	}

	static void publish(Servers servers) throws SQLException {
		Map<String, Object> configuration = Map.of("bootstrap.servers", servers.brokers(), "linger.ms", 5);
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(configuration, new ByteArraySerializer(),
				new ByteArraySerializer());
				Connection connection = servers.connect();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(EVENTS)) {
			while (row.next()) {
				NotificationEvent event = new NotificationEvent(row.getLong(1), row.getLong(2), "COUPON_DEADLINE",
						row.getString(3), row.getLong(4), row.getLong(5), Instant.now(), null);
				ProducerRecord<byte[], byte[]> published = new ProducerRecord<>(NotificationTopic.NOTIFICATIONS,
						NotificationTopic.key(event.userId()), NotificationEventJson.write(event));
				published.headers()
					.add(NotificationTopic.VERSION_HEADER,
							NotificationTopic.VERSION.getBytes(StandardCharsets.US_ASCII));
				producer.send(published);
			}
			producer.flush();
		}
	}

	static int sent(Servers servers) throws SQLException {
		try (Connection connection = servers.connect();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM sms_deliveries WHERE state = 'SENT'")) {
			row.next();
			return row.getInt(1);
		}
	}

}
