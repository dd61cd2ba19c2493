package dev.fundbell.dataflow.server.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The service's database with its real schema, beside the platform's, and an account that
 * may only read it.
 */
public final class ServiceData {

	private static final String NAME = "service";

	private static final String READER = "support";

	private static final String MIGRATIONS = "filesystem:../../common/service-database/src/main/resources/dev/fundbell/database/migration";

	private static final String ADD_NOTIFICATION = """
			INSERT INTO notifications (id, type, user_id, subject_id, due_date, message, state, created_at,
				first_published_at, published_at, read_at, withdrawn_reason, created_by)
			VALUES (?, 'COUPON_DEADLINE', 1, ?, '1970-01-02', 'a text about somebody', ?, '1970-01-01 12:00:00',
				'1970-01-01 12:00:00', '1970-01-01 12:00:01', ?, ?, 3)
			""";

	private static final String ADD_SMS = """
			INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, round, provider,
				provider_message_id, reason, accepted_at)
			VALUES (?, 1, '{}', 'notifications-2-40', 'UNDELIVERED', 1, 'solapi', 'M4V-1', 'no phone +82 10-1234-5678',
				'1970-01-01 12:00:02')
			""";

	private ServiceData() {
	}

	/** Options with which a server sees it. */
	static Map<String, String> options(TestDatabase database) {
		return Map.of("fundbell.trace.datasource.url", database.url(NAME), "fundbell.trace.datasource.username", READER,
				"fundbell.trace.datasource.password", TestDatabase.PASSWORD);
	}

	/** Creates it, unless it is there. */
	public static JdbcTemplate create() {
		TestDatabase database = Platform.database().create(NAME);
		Flyway.configure()
			.dataSource(database.url(NAME), NAME, TestDatabase.PASSWORD)
			.locations(MIGRATIONS)
			.load()
			.migrate();
		try (Connection root = database.server().connectAsRoot(); Statement statement = root.createStatement()) {
			statement.execute("CREATE USER IF NOT EXISTS '%s'@'127.0.0.1' IDENTIFIED BY '%s'".formatted(READER,
					TestDatabase.PASSWORD));
			statement.execute("GRANT SELECT ON `%s`.* TO '%s'@'127.0.0.1'".formatted(NAME, READER));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return database.jdbc(NAME);
	}

	/**
	 * Gives it one user with three notifications: 10 is published, read, and its SMS
	 * undelivered; 11 is withdrawn; 12 is parked.
	 */
	public static void fill() {
		JdbcTemplate jdbc = create();
		for (String table : List.of("notifications", "sms_deliveries", "unpublished_ranges", "task_runs", "users")) {
			jdbc.update("DELETE FROM " + table);
		}
		jdbc.update("INSERT INTO users (id, name, locale, phone_number, created_at) "
				+ "VALUES (1, 'Kim', 'ko', '010-1234-5678', '1970-01-01')");
		jdbc.update("INSERT INTO task_runs (id, run_id, job, started_at) VALUES (3, ?, 'coupon-expiry', '1970-01-01')",
				UUID.randomUUID().toString());
		jdbc.update(ADD_NOTIFICATION, 10, 10, "PUBLISHED", "1970-01-01 13:00:00", null);
		jdbc.update(ADD_SMS, 10);
		jdbc.update(ADD_NOTIFICATION, 11, 11, "WITHDRAWN", null, "COUPON_USED");
		jdbc.update(ADD_NOTIFICATION, 12, 12, "PUBLISHING", null, null);
		jdbc.update("INSERT INTO unpublished_ranges (first_id, last_id, attempts, last_error) "
				+ "VALUES (12, 20, 5, 'the record is too large')");
	}

}
