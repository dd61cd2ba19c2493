package dev.fundbell.database;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Migration of the service's database to the present schema, by Flyway. */
public final class ServiceSchema {

	private ServiceSchema() {
	}

	/**
	 * Brings a database to the current schema; does nothing where it is current. Several
	 * processes may do so at once: Flyway lets one go first.
	 * @param dataSource the service's database, which exists
	 */
	public static void migrate(DataSource dataSource) {
		locate(Flyway.configure()).dataSource(dataSource).load().migrate();
	}

	static FluentConfiguration locate(FluentConfiguration flyway) {
		return flyway.locations("classpath:dev/fundbell/database/migration");
	}

}
