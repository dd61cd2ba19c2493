package dev.fundbell.dataflow.server.schedule;

import java.time.Instant;

import dev.fundbell.dataflow.server.platform.Platform;
import dev.fundbell.dataflow.server.platform.TestDatabase;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The number of statements that schedules cost the database, which counts those of a
 * connection.
 */
class ScheduleStatementsIT {

	private static final String DATABASE = "schedule_runs";

	private static final String STATEMENTS = """
			SELECT SUM(VARIABLE_VALUE) FROM information_schema.SESSION_STATUS
			WHERE VARIABLE_NAME IN ('COM_SELECT', 'COM_INSERT', 'COM_UPDATE', 'COM_DELETE')
			""";

	/**
	 * A transaction's begin and end, and those of the stand-in for Data Flow, not among
	 * them.
	 */
	private static final long MOST_OF_A_RUN = 16;

	private static final int FEW = 10;

	private static final int MANY = 60;

	private final JdbcTemplate ordinary = ScheduleTables.in(Platform.database(), DATABASE);

	private final SingleConnectionDataSource connection = new SingleConnectionDataSource(
			Platform.database().url(DATABASE), DATABASE, TestDatabase.PASSWORD, true);

	private final JdbcTemplate jdbc = new JdbcTemplate(this.connection);

	private final ClusterNode node = new ClusterNode(this.jdbc, new SettableClock(Instant.now().toString()));

	@BeforeEach
	void empty() {
		ScheduleTables.empty(this.ordinary);
		this.node.beat(1).look();
	}

	@AfterEach
	void close() {
		this.connection.destroy();
	}

	@Test
	void theListIsOneStatementHoweverManySchedulesThereAre() {
		DueSchedules.add(this.ordinary, "probe", 0, MANY);
		long before = statements();
		assertThat(this.node.schedules.all()).hasSize(MANY);
		assertThat(statements() - before).isEqualTo(1 + 1);
	}

	@Test
	void eachRunCostsTheSameFewStatementsHoweverManyAreDue() {
		long few = statementsOf(0, FEW);
		long many = statementsOf(FEW, MANY);
		assertThat(this.node.launches.runs()).hasSize(FEW + MANY);
		assertThat((many - few) / (MANY - FEW)).isLessThanOrEqualTo(MOST_OF_A_RUN);
		assertThat((many - few) % (MANY - FEW)).as("nothing else grows").isZero();
	}

	private long statementsOf(int from, int count) {
		DueSchedules.add(this.ordinary, "probe", from, count);
		long before = statements();
		this.node.look();
		long spent = statements() - before;
		this.node.launches.endAll(0);
		this.node.look();
		return spent;
	}

	/** It counts itself, too. */
	private long statements() {
		return this.jdbc.queryForObject(STATEMENTS, Long.class);
	}

}
