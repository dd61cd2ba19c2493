package dev.fundbell.dataflow.server.schema;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wiring of the database migrations: Data Flow's tables first, then ours. Ours have a
 * history table of their own, so that a new version of Data Flow may add any migration
 * number without colliding with ours.
 */
@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

	@Bean
	FlywayMigrationStrategy migrateDataFlowThenOurs() {
		return (dataFlow) -> {
			dataFlow.migrate();
			ours(dataFlow.getConfiguration().getDataSource()).migrate();
		};
	}

	private Flyway ours(DataSource dataSource) {
		return Flyway.configure()
			.dataSource(dataSource)
			.locations("classpath:db/fundbell-dataflow")
			.table("flyway_schema_history_fundbell")
			.baselineOnMigrate(true)
			.baselineVersion("0")
			.load();
	}

}
