package dev.fundbell.task.retention;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import javax.sql.DataSource;

import dev.fundbell.test.LargeTables;
import dev.fundbell.test.Plans;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobRuns;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/** The rule that no statement of a run scans a table, however large and skewed it is. */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=10000", "spring.cloud.task.closecontext-enabled=false" })
@WithRealServers(platformDatabase = true)
class RetentionPlansIT {

	private static final Instant LIMIT = Instant.parse("2026-11-01T00:00:00Z");

	private static final int SIZE = 100_000;

	private final Plans plans;

	private final Rows rows;

	private final JobRuns jobs;

	RetentionPlansIT(@Autowired Plans plans, @Autowired DataSource database, @Autowired JobOperator operator,
			@Autowired Job job) {
		this.plans = plans;
		this.rows = new Rows(database);
		this.jobs = new JobRuns(operator, job);
		LargeTables tables = new LargeTables(database, SIZE).usersAndFundings(Rows.FAR_AHEAD)
			.participations()
			.interests()
			.coupons("'2026-12-01'")
			.notifications();
		fill("UPDATE fundings SET status = 'FAILED'");
		fill("""
				INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, round, accepted_at, settled_at)
				SELECT id, user_id, 'text', 'topic-0-1', 'SENT', 1, created_at, created_at FROM notifications
				""");
		fill("""
				INSERT INTO funding_closings (funding_id, outcome, amount, participations, deadline, due_date,
				    coupon_expiration_date, closed_at, settled_at)
				SELECT id, 'FAILED', 0, 0, created_at, '2026-01-01', '2026-01-01', created_at, created_at FROM fundings
				""");
		fill("INSERT INTO inbox_positions (user_id, read_until) SELECT id, created_at FROM users");
		tables.analyze();
	}

	@Test
	void scansNoTable() {
		long bookkeeping = this.rows.count("participations");
		run(new RetentionParameters(Map.of(Purge.Age.DELIVERED_TEXTS, LIMIT), null));
		assertThat(this.rows.count("sms_deliveries WHERE event = ''")).isEqualTo(SIZE);
		run(new RetentionParameters(Map.of(), 1L));
		assertThat(this.rows.count("notifications")).isEqualTo(SIZE / 2);
		assertThat(this.rows.count("sms_deliveries")).isEqualTo(SIZE / 2);
		assertThat(this.rows.count("interests")).isEqualTo(SIZE / 2);
		Map<Purge.Age, Instant> before = new EnumMap<>(Purge.Age.class);
		before.put(Purge.Age.NOTIFICATIONS, LIMIT);
		before.put(Purge.Age.DELIVERIES, LIMIT);
		before.put(Purge.Age.CLOSINGS, LIMIT);
		run(new RetentionParameters(before, null));
		for (String table : new String[] { "notifications", "sms_deliveries", "funding_closings", "inbox_positions" }) {
			assertThat(this.rows.count(table)).as(table).isZero();
		}
		assertThat(this.rows.count("participations")).isEqualTo(bookkeeping);
	}

	private void run(RetentionParameters parameters) {
		this.plans.clear();
		this.jobs.run(parameters.toJobParameters());
		assertThat(this.plans.accesses()).isNotEmpty();
		assertThat(this.plans.scans()).isEmpty();
	}

	private void fill(String sql) {
		this.rows.jdbc().sql(sql).update();
	}

	@TestConfiguration
	static class Explained {

		@Bean
		static Plans plans() {
			return new Plans();
		}

		@Bean
		SettableClock clock() {
			return new SettableClock("2026-11-23T00:00:00Z");
		}

	}

}
