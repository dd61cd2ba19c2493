package dev.fundbell.benchmarks.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Database as this program sees it, with bounded waits. Thread-safe. */
final class Database {

	private final String url;

	private final String user;

	private final String password;

	/**
	 * A database.
	 * @param url its JDBC URL
	 * @param user the account
	 * @param password the account's password
	 */
	Database(String url, String user, String password) {
		this.url = url;
		this.user = user;
		this.password = password;
	}

	String url() {
		return this.url;
	}

	String user() {
		return this.user;
	}

	String password() {
		return this.password;
	}

	void execute(String... statements) throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

	/** The first column of the rows of a query. */
	List<String> query(String sql) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			List<String> values = new ArrayList<>();
			while (row.next()) {
				values.add(String.valueOf(row.getString(1)));
			}
			return values;
		}
	}

	/** The one number that a query finds. */
	long number(String sql) throws SQLException {
		return Long.parseLong(query(sql).get(0));
	}

	/**
	 * Whether a query finds a number above zero; it does not while the database is away.
	 */
	boolean finds(String sql) {
		try {
			return number(sql) > 0;
		}
		catch (SQLException ex) {
			return false;
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url + "?connectTimeout=5000&socketTimeout=20000", this.user,
				this.password);
	}

}
