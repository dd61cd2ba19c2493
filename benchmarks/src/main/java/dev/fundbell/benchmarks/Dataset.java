package dev.fundbell.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows with which a run begins. */
final class Dataset {

	private static final List<String> TABLES = List.of("notifications", "unpublished_ranges", "coupons", "interests",
			"participations", "funding_closings", "fundings", "users");

	private static final String USERS = """
			INSERT INTO users (id, name, locale, created_at)
			SELECT seq, CONCAT('user ', seq), IF(seq %% 4 = 0, 'en', 'ko'), '2026-01-01' FROM seq_1_to_%d
			""";

	private static final String FUNDINGS = """
			INSERT INTO fundings (id, title, target_amount, deadline, status, created_at)
			SELECT seq, CONCAT('달빛을 담은 수제 램프 ', seq), 1, '%s', '%s', '2026-01-01' FROM seq_1_to_%d
			""";

	private final List<String> statements = new ArrayList<>();

	/** Users, every fourth of them English. */
	Dataset users(int number) {
		return with(USERS.formatted(number));
	}

	/**
	 * Fundings.
	 * @param deadline in UTC
	 */
	Dataset fundings(int number, String status, String deadline) {
		return with(FUNDINGS.formatted(deadline, status, number));
	}

	/** Adds a statement of the caller's own. */
	Dataset with(String statement) {
		this.statements.add(statement);
		return this;
	}

	/** Empties the database, and fills it with this. */
	void fill(Servers servers) throws SQLException {
		try (Connection connection = servers.connect(); Statement statement = connection.createStatement()) {
			statement.execute("SET foreign_key_checks = 0");
			for (String table : TABLES) {
				statement.execute("TRUNCATE " + table);
			}
			for (String insert : this.statements) {
				statement.execute(insert);
			}
			statement.execute("ANALYZE TABLE " + String.join(", ", TABLES));
		}
		servers.settle();
	}

	static void deleteNotifications(Servers servers) throws SQLException {
		try (Connection connection = servers.connect(); Statement statement = connection.createStatement()) {
			statement.execute("TRUNCATE notifications");
		}
		servers.settle();
	}

}
