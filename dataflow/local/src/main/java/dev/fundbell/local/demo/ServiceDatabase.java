package dev.fundbell.local.demo;

import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import dev.fundbell.database.ServiceSchema;
import dev.fundbell.servers.LocalServerException;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The service's database, as the apps' environment names it.
 */
public final class ServiceDatabase {

	private ServiceDatabase() {
	}

	/**
	 * @param environment has {@code FUNDBELL_DATASOURCE_URL} and so on
	 * @return the database, in the current schema
	 */
	public static DataSource migrated(Map<String, String> environment) throws SQLException {
		MariaDbDataSource dataSource = new MariaDbDataSource(value(environment, "URL"));
		dataSource.setUser(value(environment, "USERNAME"));
		dataSource.setPassword(value(environment, "PASSWORD"));
		ServiceSchema.migrate(dataSource);
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
