package dev.fundbell.local.demo;

import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import dev.fundbell.funding.FundingSchema;
import dev.fundbell.local.services.LocalServiceException;
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
		FundingSchema.migrate(dataSource);
		return dataSource;
	}

	private static String value(Map<String, String> environment, String name) {
		String value = environment.get("FUNDBELL_DATASOURCE_" + name);
		if (value == null) {
			throw new LocalServiceException("FUNDBELL_DATASOURCE_%s is not set".formatted(name));
		}
		return value;
	}

}
