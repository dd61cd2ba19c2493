package dev.fundbell.dataflow.server.cluster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.dataflow.server.execution.SchemaTarget;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Repository of the servers with the number of executions of each. */
@Repository
class ServerList {

	// An execution's external id ends with the server that launched it.
	private static final String UNFINISHED = """
			(SELECT COUNT(*) FROM %TASK%EXECUTION E
				WHERE E.END_TIME IS NULL AND E.EXTERNAL_EXECUTION_ID LIKE CONCAT('%-', S.id))
			""";

	private static final String LIST = """
			SELECT S.id, S.host, S.beat, S.draining, S.taken_by, #BOOT2# + #BOOT3# AS executions,
				(SELECT COUNT(*) FROM fundbell_schedule_runs R
					WHERE R.server = S.id AND R.state IN ('LAUNCHING', 'RUNNING')) AS runs
			FROM fundbell_servers S ORDER BY S.host, S.id
			""";

	private final JdbcTemplate jdbc;

	private final Servers servers;

	ServerList(JdbcTemplate jdbc, Servers servers) {
		this.jdbc = jdbc;
		this.servers = servers;
	}

	List<ShownServer> all() {
		String boot2 = SchemaTarget.BOOT2.in(UNFINISHED);
		String boot3 = SchemaTarget.BOOT3.in(UNFINISHED);
		return this.jdbc.query(LIST.replace("#BOOT2#", boot2).replace("#BOOT3#", boot3), this::shown);
	}

	private ShownServer shown(ResultSet row, int number) throws SQLException {
		String id = row.getString("id");
		String beat = row.getObject("beat", LocalDateTime.class).toInstant(ZoneOffset.UTC).toString();
		return new ShownServer(id, row.getString("host"), state(row), beat, row.getInt("executions"),
				row.getInt("runs"), id.equals(this.servers.id()));
	}

	private static String state(ResultSet row) throws SQLException {
		if (row.getString("taken_by") != null) {
			return "ended";
		}
		if (!row.getBoolean("draining")) {
			return "alive";
		}
		return (row.getInt("executions") + row.getInt("runs") > 0) ? "draining" : "drained";
	}

}
