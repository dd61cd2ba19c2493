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

	private static final String NEXT_OF_BATCH_5 = "SELECT NEXTVAL(BOOT3_BATCH_JOB_SEQ)";

	private static final long FIRST = 1_000_000_000_000L;

	private final FlywayMigrationStrategy strategy = new SchemaConfiguration().migrateDataFlowThenOurs();

	@Test
	void anEmptyDatabaseGetsTheSequenceOfBatch6() {
		JdbcTemplate jdbc = migrated("schema_empty");
		assertThat(jdbc.queryForObject(NEXT, Long.class)).isEqualTo(FIRST);
		assertThat(jdbc.queryForObject(NEXT_OF_BATCH_5, Long.class)).isEqualTo(1);
	}

	/** Both write the same table. */
	@Test
	void batch5CountsOnAfterTheJobInstancesOfADatabaseInUseAndBatch6FarBeyond() {
		TestDatabase database = Platform.database().create("schema_used");
		dataFlows(database, "schema_used").migrate();
		JdbcTemplate jdbc = database.jdbc("schema_used");
		jdbc.update("INSERT INTO BOOT3_BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, JOB_NAME, JOB_KEY) VALUES (41, 'j', 'k')");
		this.strategy.migrate(dataFlows(database, "schema_used"));
		assertThat(jdbc.queryForObject(NEXT_OF_BATCH_5, Long.class)).isEqualTo(42);
		assertThat(jdbc.queryForObject(NEXT, Long.class)).isEqualTo(FIRST);
	}

	@Test
	void aSecondStartChangesNothing() {
		JdbcTemplate jdbc = migrated("schema_twice");
		jdbc.queryForObject(NEXT, Long.class);
		migrated("schema_twice");
		assertThat(jdbc.queryForObject(NEXT, Long.class)).isEqualTo(FIRST + 1);
	}

	@Test
	void theSchedulesOfAnEarlierVersionKeepTheirNextAndLastRun() {
		TestDatabase database = Platform.database().create("schema_earlier");
		dataFlows(database, "schema_earlier").migrate();
		Flyway.configure()
			.dataSource(database.url("schema_earlier"), "schema_earlier", TestDatabase.PASSWORD)
			.locations("classpath:db/fundbell-dataflow")
			.table("flyway_schema_history_fundbell")
			.baselineOnMigrate(true)
			.baselineVersion("0")
			.target("3")
			.load()
			.migrate();
		JdbcTemplate jdbc = database.jdbc("schema_earlier");
		jdbc.update(
				"""
						INSERT INTO fundbell_schedules (name, task_definition, platform, expression, time_zone, overlap, missed, paused,
							properties, arguments, last_run, last_schema_target, last_execution_id, last_outcome)
						VALUES ('ran', 't', 'default', '@daily', 'UTC', 'SKIP', 'ONCE', FALSE, '{}', '[]', '1999-11-23', 'boot3', 7, 'launched'),
							('failed', 't', 'default', '@daily', 'UTC', 'SKIP', 'ONCE', TRUE, '{}', '[]', '1999-11-23', NULL, NULL,
								'not launched: no app'),
							('new', 't', 'default', '@daily', 'UTC', 'SKIP', 'ONCE', FALSE, '{}', '[]', NULL, NULL, NULL, NULL)
						""");
		jdbc.update("""
				INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
				SELECT 'schedule', name, '1999-11-24', FALSE, 1 FROM fundbell_schedules WHERE NOT paused
				""");
		this.strategy.migrate(dataFlows(database, "schema_earlier"));
		assertThat(jdbc.queryForList(
				"SELECT CONCAT_WS(' ', schedule, state, execution_id, reason) FROM fundbell_schedule_runs ORDER BY schedule",
				String.class))
			.containsExactly("failed FAILED not launched: no app", "ran RUNNING 7");
		assertThat(jdbc.queryForList("SELECT name FROM fundbell_schedules WHERE next_due = '1999-11-24' ORDER BY name",
				String.class))
			.containsExactly("new", "ran");
		assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM scheduled_tasks", Integer.class)).isZero();
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
