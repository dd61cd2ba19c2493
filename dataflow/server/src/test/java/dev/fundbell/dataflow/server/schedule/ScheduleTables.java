package dev.fundbell.dataflow.server.schedule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.fundbell.dataflow.server.platform.TestDatabase;
import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.JdbcTemplate;

/** A database with Data Flow's and our tables, without a server. */
public final class ScheduleTables {

	private static final Set<String> MIGRATED = new HashSet<>();

	private ScheduleTables() {
	}

	public static synchronized JdbcTemplate in(TestDatabase database, String name) {
		if (MIGRATED.add(name)) {
			create(database, name);
		}
		return database.jdbc(name);
	}

	private static void create(TestDatabase database, String name) {
		database.create(name);
		migrate(database, name, "classpath:org/springframework/cloud/dataflow/server/db/migration/mariadb", "dataflow");
		migrate(database, name, "classpath:db/fundbell-dataflow", "fundbell");
	}

	private static void migrate(TestDatabase database, String name, String location, String history) {
		Flyway.configure()
			.dataSource(database.url(name), name, TestDatabase.PASSWORD)
			.locations(location)
			.table("flyway_schema_history_" + history)
			.baselineOnMigrate(true)
			.baselineVersion("0")
			.load()
			.migrate();
	}

	public static void empty(JdbcTemplate jdbc) {
		List.of("fundbell_schedules", "fundbell_schedule_runs", "fundbell_servers", "fundbell_alerts",
				"BOOT3_TASK_EXECUTION_PARAMS", "BOOT3_TASK_EXECUTION_METADATA", "BOOT3_TASK_EXECUTION")
			.forEach((table) -> jdbc.update("DELETE FROM " + table));
	}

}
