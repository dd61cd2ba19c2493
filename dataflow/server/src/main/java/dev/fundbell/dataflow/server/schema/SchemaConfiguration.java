package dev.fundbell.dataflow.server.schema;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Migrates Data Flow's tables first, then ours, which have a history table of their own:
 * a new version of Data Flow may add any migration number without meeting ours.
 */
@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

	@Bean
	FlywayMigrationStrategy dataFlowTablesThenOurs() {
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
