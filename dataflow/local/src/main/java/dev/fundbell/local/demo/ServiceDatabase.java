package dev.fundbell.local.demo;

import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import dev.fundbell.database.ServiceSchema;
import dev.fundbell.servers.LocalServerException;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * Access to the service's database, with the environment variables that the apps use.
 */
public final class ServiceDatabase {

	private ServiceDatabase() {
	}

	/**
	 * Connects to the database and migrates it to the current schema.
	 * @param environment the variables {@code FUNDBELL_DATASOURCE_URL}, {@code _USERNAME}
	 * and {@code _PASSWORD}
	 */
	public static DataSource migrated(Map<String, String> environment) throws SQLException {
		DataSource dataSource = connect(environment);
		ServiceSchema.migrate(dataSource);
		return dataSource;
	}

	/**
	 * Connects to the database as it is.
	 * @param environment the variables {@code FUNDBELL_DATASOURCE_URL}, {@code _USERNAME}
	 * and {@code _PASSWORD}
	 */
	public static DataSource connect(Map<String, String> environment) throws SQLException {
		return connect(value(environment, "URL"), environment);
	}

	/**
	 * Connects to a database as it is.
	 * @param url its JDBC URL
	 * @param environment the variables {@code FUNDBELL_DATASOURCE_USERNAME} and
	 * {@code _PASSWORD}
	 */
	public static DataSource connect(String url, Map<String, String> environment) throws SQLException {
		MariaDbDataSource dataSource = new MariaDbDataSource(url);
		dataSource.setUser(value(environment, "USERNAME"));
		dataSource.setPassword(value(environment, "PASSWORD"));
		return dataSource;
	}

	private static String value(Map<String, String> environment, String name) {
		String value = environment.get("FUNDBELL_DATASOURCE_" + name);
		if (value == null) {
			throw new LocalServerException("FUNDBELL_DATASOURCE_%s is not set".formatted(name));
		}
		return value;
	}

}
