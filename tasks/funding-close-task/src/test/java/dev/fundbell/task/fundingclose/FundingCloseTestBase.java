package dev.fundbell.task.fundingclose;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.fundbell.batch.report.RunReport;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobRuns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class of tests of what one run does, on the real database and broker. All of them
 * share one context.
 */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=7", "spring.cloud.task.closecontext-enabled=false" })
@WithRealServers(platformDatabase = true, kafka = true)
@Import(FixedTime.class)
abstract class FundingCloseTestBase {

	/** A quarter past midnight of the 25th in Seoul, in UTC the 24th. */
	static final Instant NOW = Instant.parse("2026-11-24T15:15:00Z");

	@Autowired
	SettableClock clock;

	@Autowired
	RunReport report;

	@Autowired
	DataSource database;

	JobRuns jobs;

	Rows rows;

	long user;

	@BeforeEach
	void createUser(@Autowired JobOperator operator, @Autowired Job job) {
		this.jobs = new JobRuns(operator, job);
		this.rows = new Rows(this.database);
		this.clock.set(NOW);
		this.user = this.rows.user("ko");
	}

	@AfterEach
	void deleteRows() {
		for (String table : List.of("unpublished_ranges", "notifications", "coupons", "funding_closings",
				"participations", "fundings", "users")) {
			this.rows.jdbc().sql("DELETE FROM " + table).update();
		}
	}

	JobExecution run() {
		return run(this.clock.instant(), null);
	}

	JobExecution run(Instant asOf, @Nullable Long fundingId) {
		return this.jobs.run(parameters(asOf, fundingId));
	}

	static JobParameters parameters(Instant asOf, @Nullable Long fundingId) {
		return new FundingCloseParameters(asOf, fundingId).toJobParameters();
	}

	List<Long> users(int number) {
		return IntStream.range(0, number).mapToObj((index) -> this.rows.user("ko")).toList();
	}

	void cancel(long participation) {
		this.rows.jdbc()
			.sql("UPDATE participations SET status = 'CANCELLED' WHERE id = ?")
			.param(participation)
			.update();
	}

	String status(long funding) {
		return query("SELECT status FROM fundings WHERE id = ?", funding).get(0);
	}

	String closing(long funding, String column) {
		return query("SELECT " + column + " FROM funding_closings WHERE funding_id = ?", funding).get(0);
	}

	List<String> coupons(long userId) {
		return query("SELECT CONCAT_WS(' ', amount, status, expiration_date) FROM coupons WHERE user_id = ?", userId);
	}

	List<String> types(long userId) {
		return query("SELECT type FROM notifications WHERE user_id = ? ORDER BY due_date", userId);
	}

	String message(long userId) {
		return query("SELECT message FROM notifications WHERE user_id = ?", userId).get(0);
	}

	List<String> query(String sql, long value) {
		return this.rows.jdbc().sql(sql).param(value).query((row, number) -> row.getString(1)).list();
	}

	long unsettled() {
		return this.rows.count("funding_closings WHERE settled_at IS NULL");
	}

	void assertEverybodyIsTold(int successes, int failures) {
		assertThat(this.rows.count("coupons")).isEqualTo(successes);
		assertThat(this.rows.count("notifications n JOIN coupons c ON c.id = n.coupon_id AND c.user_id = n.user_id"))
			.isEqualTo(successes);
		assertThat(this.rows.count("notifications WHERE type = 'FUNDING_FAILED'")).isEqualTo(failures);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(successes + failures);
		assertThat(this.rows.count("notifications")).isEqualTo(successes + failures);
		assertThat(unsettled()).isZero();
	}

}
