package dev.fundbell.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Coupons that all expire tomorrow: two a user, in an order that has nothing to do with
 * the users', every fourth user English.
 */
final class Dataset {

	static final String RUN_DATE = "2026-11-23";

	private static final List<String> EMPTY = List.of("SET foreign_key_checks = 0", "TRUNCATE notifications",
			"TRUNCATE coupons", "TRUNCATE users", "TRUNCATE fundings");

	private static final String USERS = """
			INSERT INTO users (id, name, locale, created_at)
			SELECT seq, CONCAT('user ', seq), IF(seq %% 4 = 0, 'en', 'ko'), '2026-01-01' FROM seq_1_to_%d
			""";

	private static final String FUNDINGS = """
			INSERT INTO fundings (id, title, target_amount, deadline, status, created_at)
			SELECT seq, CONCAT('달빛을 담은 수제 램프 ', seq), 1000000, '2026-10-01', 'SUCCEEDED', '2026-01-01' FROM seq_1_to_1000
			""";

	private static final String COUPONS = """
			INSERT INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at)
			SELECT (seq * 7919) %% %d + 1, seq %% 1000 + 1, 5000, 'ACTIVE', '2026-11-24', '2026-10-02'
			FROM seq_1_to_%d
			""";

	private Dataset() {
	}

	static void fill(Services services, int coupons) throws SQLException {
		int users = Math.max(1, coupons / 2);
		try (Connection connection = services.connect(); Statement statement = connection.createStatement()) {
			for (String sql : EMPTY) {
				statement.execute(sql);
			}
			statement.execute(USERS.formatted(users));
			statement.execute(FUNDINGS);
			statement.execute(COUPONS.formatted(users, coupons));
			statement.execute("ANALYZE TABLE users, fundings, coupons, notifications");
		}
		services.settle();
	}

	static void deleteNotifications(Services services) throws SQLException {
		try (Connection connection = services.connect(); Statement statement = connection.createStatement()) {
			statement.execute("TRUNCATE notifications");
		}
		services.settle();
	}

}
