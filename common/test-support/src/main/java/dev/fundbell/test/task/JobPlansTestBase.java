package dev.fundbell.test.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import dev.fundbell.test.LargeTables;
import dev.fundbell.test.Plans;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class of tests of the rule that no statement of a task's job scans a table,
 * however large and skewed it is. MariaDB explains each statement of each run, and each
 * statement of the task has to be among them. A subclass fills the tables, runs the job,
 * and says what it has done.
 */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=10000", "spring.cloud.task.closecontext-enabled=false" })
@Import(ExplainedStatements.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JobPlansTestBase {

	/** The time of each run, which a {@link SettableClock} shows. */
	protected static final String NOW = "2026-11-23T00:00:00Z";

	@Autowired
	private Plans plans;

	@Autowired
	private JobOperator operator;

	@Autowired
	private Job job;

	private Rows rows;

	/** Fills the tables. */
	@BeforeAll
	void fillTables(@Autowired DataSource database) {
		this.rows = new Rows(database);
		LargeTables tables = new LargeTables(database, size()).usersAndFundings(Rows.FAR_AHEAD);
		fill(tables);
		tables.analyze();
	}

	/** Each statement of the task's own package. */
	@AfterAll
	void hasExplainedEachStatement() {
		assertThat(this.plans.notExplained(getClass().getPackageName())).isEmpty();
	}

	/** Rows of each table. */
	protected int size() {
		return 200_000;
	}

	/**
	 * Fills further tables.
	 * @param tables users and fundings, so far
	 */
	protected abstract void fill(LargeTables tables);

	/**
	 * Has the optimizer believe that a table has one row, as the fundings of a small
	 * service nearly are beside its coupons.
	 * @param table the table's name
	 */
	protected final void pretendOneRow(String table) throws SQLException {
		try (Connection root = RealServers.get().mariaDb().connectAsRoot();
				Statement statement = root.createStatement()) {
			statement
				.execute("UPDATE mysql.innodb_table_stats SET n_rows = 1, clustered_index_size = 1 WHERE table_name = '"
						+ table + "'");
			statement.execute("FLUSH TABLES");
		}
	}

	/**
	 * Runs the job to its end. A statement that scans a table, or reads more than its
	 * page, fails the test.
	 */
	protected final void run(JobParameters parameters) {
		this.plans.clear();
		new JobRuns(this.operator, this.job).run(parameters);
		assertThat(this.plans.accesses()).isNotEmpty();
		assertThat(this.plans.scans()).isEmpty();
		assertThat(this.plans.buffered()).isEmpty();
	}

	/** The plans of the last run. */
	protected final Plans plans() {
		return this.plans;
	}

	/** Rows of the service's database. */
	protected final Rows rows() {
		return this.rows;
	}

}
