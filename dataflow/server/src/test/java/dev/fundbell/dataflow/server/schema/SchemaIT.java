package dev.fundbell.dataflow.server.schema;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Our migrations, on an empty database and on one in use. */
class SchemaIT {

	private static final String NEXT = "SELECT NEXTVAL(BOOT3_BATCH_JOB_INSTANCE_SEQ)";

	private final FlywayMigrationStrategy strategy = new SchemaConfiguration().migrateDataFlowThenOurs();

	@Test
	void anEmptyDatabaseGetsTheSequenceOfBatch6() {
		JdbcTemplate jdbc = migrated("schema_empty");
		assertThat(jdbc.queryForObject(NEXT, Long.class)).isEqualTo(1);
	}

	@Test
	void aDatabaseInUseCountsOnAfterItsJobInstances() {
		TestDatabase database = Platform.database().create("schema_used");
		dataFlows(database, "schema_used").migrate();
		JdbcTemplate jdbc = database.jdbc("schema_used");
		jdbc.update("INSERT INTO BOOT3_BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, JOB_NAME, JOB_KEY) VALUES (41, 'j', 'k')");
		this.strategy.migrate(dataFlows(database, "schema_used"));
		assertThat(jdbc.queryForObject(NEXT, Long.class)).isEqualTo(42);
	}

	@Test
	void aSecondStartChangesNothing() {
		JdbcTemplate jdbc = migrated("schema_twice");
		jdbc.queryForObject(NEXT, Long.class);
		migrated("schema_twice");
		assertThat(jdbc.queryForObject(NEXT, Long.class)).isEqualTo(2);
	}

	private JdbcTemplate migrated(String name) {
		TestDatabase database = Platform.database().create(name);
		this.strategy.migrate(dataFlows(database, name));
		return database.jdbc(name);
	}

	private Flyway dataFlows(TestDatabase database, String name) {
		return Flyway.configure()
			.dataSource(database.url(name), name, TestDatabase.PASSWORD)
			.locations("classpath:org/springframework/cloud/dataflow/server/db/migration/mariadb")
			.table("flyway_schema_history_dataflow")
			.load();
	}

}
