package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.fundbell.batch.report.RunReport;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/** One run of the job, on the real database and broker. */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=7", "spring.cloud.task.closecontext-enabled=false" })
@WithRealServers(platformDatabase = true, kafka = true)
class CouponExpiryJobIT {

	private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

	@Autowired
	private RunReport report;

	private final JobRuns jobs;

	private final Rows rows;

	private long user;

	private long funding;

	CouponExpiryJobIT(@Autowired DataSource database, @Autowired JobOperator operator, @Autowired Job job) {
		this.jobs = new JobRuns(operator, job);
		this.rows = new Rows(database);
	}

	@BeforeEach
	void createUserAndFunding() {
		this.user = this.rows.user("ko");
		this.funding = this.rows.funding("달빛 램프");
	}

	@AfterEach
	void deleteRows() {
		for (String table : List.of("unpublished_ranges", "notifications", "coupons", "fundings", "users")) {
			this.rows.jdbc().sql("DELETE FROM " + table).update();
		}
	}

	@Test
	void tellsOfCouponsFromTheRunDateThroughTheLeadTime() {
		coupon("ACTIVE", -1);
		long today = coupon("ACTIVE", 0);
		long tomorrow = coupon("ACTIVE", 1);
		coupon("ACTIVE", 2);
		run(1);
		assertThat(toldOf()).containsExactly(today, tomorrow);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(2);
	}

	@Test
	void tellsOnTheLastDayOnlyWithoutLeadTime() {
		long today = coupon("ACTIVE", 0);
		coupon("ACTIVE", 1);
		run(0);
		assertThat(toldOf()).containsExactly(today);
	}

	@Test
	void expiresWhatLiesBeforeTheRunDate() {
		long longAgo = coupon("ACTIVE", -1000);
		long yesterday = coupon("ACTIVE", -1);
		coupon("ACTIVE", 0);
		coupon("USED", -1);
		JobExecution execution = run(1);
		assertThat(expired()).containsExactly(longAgo, yesterday);
		assertThat(JobRuns.step(execution, "expire").getWriteCount()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 365 })
	void expiresNothingBeforeItsTimeWhateverTheRunDate(int daysFromToday) {
		long yesterday = coupon("ACTIVE", -1);
		coupon("ACTIVE", 0);
		coupon("ACTIVE", 200);
		run(TODAY.plusDays(daysFromToday), 1);
		assertThat(expired()).containsExactly(yesterday);
	}

	@Test
	void tellsNothingOfCouponsWhoseLastDayHasPassed() {
		coupon("ACTIVE", -3);
		coupon("ACTIVE", -2);
		long today = coupon("ACTIVE", 0);
		run(TODAY.minusDays(3), 3);
		assertThat(toldOf()).containsExactly(today);
	}

	@Test
	void writesTheRunIntoWhatItChanges() {
		coupon("ACTIVE", -1);
		coupon("ACTIVE", 0);
		JobExecution execution = run(1);
		String run = "(SELECT id FROM task_runs WHERE job = 'coupon-expiry' AND run_id = '%s')"
			.formatted(execution.getJobParameters().getString("run-id"));
		assertThat(this.rows.count("coupons WHERE expired_by = " + run)).isEqualTo(1);
		assertThat(this.rows.count("notifications WHERE created_by = " + run)).isEqualTo(1);
	}

	@Test
	void changesNothingInADryRun() {
		long yesterday = coupon("ACTIVE", -1);
		long today = coupon("ACTIVE", 0);
		run(0);
		coupon("ACTIVE", -2);
		coupon("ACTIVE", 0);
		left("left", "PUBLISHING", today);
		long runs = this.rows.count("task_runs");
		JobExecution execution = this.jobs
			.run(new JobParametersBuilder(new LeadTime(TODAY, 0).toJobParameters()).addString("dry-run", "true")
				.toJobParameters());
		assertThat(JobRuns.step(execution, "notify").getReadCount()).isEqualTo(2);
		assertThat(JobRuns.step(execution, "notify").getWriteCount()).isZero();
		assertThat(expired()).containsExactly(yesterday);
		assertThat(this.rows.notificationsByState()).containsEntry("PUBLISHED", 1L).containsEntry("PUBLISHING", 1L);
		assertThat(this.rows.count("unpublished_ranges")).isEqualTo(1);
		assertThat(this.rows.count("task_runs")).isEqualTo(runs);
	}

	@Test
	void tellsNothingOfCouponsThatCannotBeUsed() {
		coupon("USED", 1);
		coupon("EXPIRED", 1);
		run(1);
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void speaksEachUsersLanguage() {
		coupon("ACTIVE", 1);
		long english = this.rows.user("en");
		this.rows.coupon(english, this.funding, "ACTIVE", TODAY.plusDays(1));
		run(1);
		assertThat(message(this.user)).isEqualTo("[달빛 램프] 펀딩 쿠폰이 2026년 11월 24일에 만료됩니다.");
		assertThat(message(english)).isEqualTo("Your coupon for \"달빛 램프\" expires on November 24, 2026.");
	}

	@Test
	void tellsAUserOfEachCoupon() {
		coupon("ACTIVE", 1);
		coupon("ACTIVE", 1);
		run(1);
		assertThat(this.rows.notificationIdsOf(this.user)).hasSize(2);
	}

	@Test
	void tellsOfEachCouponOnceHoweverOftenAndOnWhateverDateItRuns() {
		IntStream.range(0, 50).forEach((number) -> coupon("ACTIVE", 1));
		run(1);
		JobExecution again = run(1);
		JobExecution nextDay = run(TODAY.plusDays(1), 1);
		assertThat(this.rows.count("notifications")).isEqualTo(50);
		for (JobExecution execution : List.of(again, nextDay)) {
			StepExecution step = JobRuns.step(execution, "notify");
			assertThat(step.getReadCount()).isEqualTo(50);
			assertThat(step.getWriteCount()).isZero();
			assertThat(step.getFilterCount()).isEqualTo(50);
		}
	}

	@Test
	void tellsAgainWhenACouponWasGivenAnotherDate() {
		long coupon = coupon("ACTIVE", 1);
		run(1);
		this.rows.jdbc()
			.sql("UPDATE coupons SET expiration_date = ? WHERE id = ?")
			.params(TODAY.plusDays(30), coupon)
			.update();
		run(TODAY.plusDays(29), 1);
		assertThat(this.rows.count("notifications")).isEqualTo(2);
	}

	@Test
	void countsWhatItDidInItsSteps() {
		IntStream.range(0, 20).forEach((number) -> coupon("ACTIVE", 1));
		StepExecution step = JobRuns.step(run(1), "notify");
		assertThat(step.getReadCount()).isEqualTo(20);
		assertThat(step.getWriteCount()).isEqualTo(20);
		assertThat(step.getFilterCount()).isZero();
		assertThat(step.getCommitCount()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void publishesWhatAnEarlierRunLeftAndIsStillValid() {
		left("left", "PUBLISHING", coupon("ACTIVE", 20));
		left("never claimed", "CREATED", coupon("ACTIVE", 20));
		left("used meanwhile", "PUBLISHING", coupon("USED", 20));
		JobExecution execution = run(1);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(2);
		assertThat(this.rows.count("notifications WHERE message = 'used meanwhile' AND state = 'WITHDRAWN'"))
			.isEqualTo(1);
		assertThat(JobRuns.step(execution, "publish").getWriteCount()).isEqualTo(2);
	}

	@Test
	void parksAChunkThatCannotBePublishedAndPublishesTheOthers() {
		coupon("ACTIVE", 1);
		left("bad", "PUBLISHING", coupon("ACTIVE", 20));
		left("good", "PUBLISHING", coupon("ACTIVE", 20));
		long bad = this.rows.jdbc().sql("SELECT MIN(first_id) FROM unpublished_ranges").query(Long.class).single();
		this.rows.jdbc().sql("""
				CREATE TRIGGER broken BEFORE UPDATE ON notifications FOR EACH ROW
				IF NEW.id = %d THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken'; END IF
				""".formatted(bad)).update();
		try {
			assertThat(this.report.take(run(1))).startsWith("publish: 1 could not be published (chunk " + bad)
				.endsWith("broken)");
			assertThat(this.rows.count("notifications WHERE state = 'PUBLISHED'")).isEqualTo(2);
			IntStream.range(0, 4).forEach((number) -> run(1));
			assertThat(this.report.take(run(1)))
				.isEqualTo("publish: 1 parked after 5 attempts (chunk %d)".formatted(bad));
		}
		finally {
			this.rows.jdbc().sql("DROP TRIGGER broken").update();
		}
		assertThat(this.rows.count("unpublished_ranges WHERE attempts = 5 AND last_error LIKE '%broken'")).isEqualTo(1);
		this.rows.jdbc().sql("UPDATE unpublished_ranges SET attempts = 0").update();
		run(1);
		assertThat(this.rows.count("notifications WHERE state = 'PUBLISHED'")).isEqualTo(3);
	}

	private void left(String message, String state, long coupon) {
		long id = this.rows.notification(this.user, message, state, null, null);
		this.rows.jdbc()
			.sql("UPDATE notifications SET coupon_id = ?, due_date = ? WHERE id = ?")
			.params(coupon, TODAY.plusDays(20), id)
			.update();
	}

	@Test
	void createsEachOnceWhereRunsGoOnAtTheSameTime() {
		IntStream.range(0, 300).forEach((number) -> coupon("ACTIVE", 1));
		List<CompletableFuture<JobExecution>> runs = IntStream.range(0, 3)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> run(1)))
			.toList();
		runs.forEach(CompletableFuture::join);
		assertThat(this.rows.count("notifications")).isEqualTo(300);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(300);
	}

	@Test
	void sharesTheRowsAmongExecutionsThatAreToldTheirShares() {
		IntStream.range(0, 6).forEach((block) -> block("ACTIVE", block * 1000L + 1, 1));
		IntStream.range(0, 6).forEach((block) -> block("ACTIVE", block * 1000L + 500, -1));
		List<Long> written = IntStream.rangeClosed(1, 3).mapToObj((number) -> {
			JobExecution execution = this.jobs.run(new JobParametersBuilder(new LeadTime(TODAY, 1).toJobParameters())
				.addString("partition", number + "/3")
				.toJobParameters());
			assertThat(JobRuns.step(execution, "expire").getWriteCount()).isEqualTo(4);
			return JobRuns.step(execution, "notify").getWriteCount();
		}).toList();
		assertThat(written).containsExactly(4L, 4L, 4L);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(12);
		assertThat(this.rows.count("coupons WHERE status = 'EXPIRED'")).isEqualTo(12);
	}

	/** Two coupons whose ids lie in the same block. */
	private void block(String status, long id, int daysFromToday) {
		this.rows.jdbc()
			.sql("""
					INSERT INTO coupons (id, user_id, funding_id, amount, status, expiration_date, created_at)
					SELECT :id + seq, :user, :funding, 5000, :status, :date, :createdAt FROM seq_1_to_2
					""")
			.param("id", 1_000_000_000 + id)
			.param("user", this.user)
			.param("funding", this.funding)
			.param("status", status)
			.param("date", TODAY.plusDays(daysFromToday))
			.param("createdAt", Rows.CREATED_AT)
			.update();
	}

	@Test
	void expiresAndNotifiesAcrossManyDates() {
		IntStream.rangeClosed(1, 40).forEach((days) -> coupon("ACTIVE", -days));
		IntStream.rangeClosed(0, 40).forEach((days) -> coupon("ACTIVE", days));
		run(30);
		assertThat(this.rows.count("coupons WHERE status = 'EXPIRED'")).isEqualTo(40);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(31);
	}

	private long coupon(String status, int daysFromToday) {
		return this.rows.coupon(this.user, this.funding, status, TODAY.plusDays(daysFromToday));
	}

	private JobExecution run(int leadDays) {
		return run(TODAY, leadDays);
	}

	private JobExecution run(LocalDate date, int leadDays) {
		return this.jobs.run(new LeadTime(date, leadDays).toJobParameters());
	}

	private List<Long> expired() {
		return this.rows.jdbc()
			.sql("SELECT id FROM coupons WHERE status = 'EXPIRED' ORDER BY id")
			.query(Long.class)
			.list();
	}

	private List<Long> toldOf() {
		return this.rows.jdbc().sql("SELECT coupon_id FROM notifications ORDER BY coupon_id").query(Long.class).list();
	}

	private String message(long userId) {
		return this.rows.jdbc()
			.sql("SELECT message FROM notifications WHERE user_id = ?")
			.param(userId)
			.query(String.class)
			.single();
	}

	@TestConfiguration
	static class FixedTime {

		@Bean
		SettableClock clock() {
			return new SettableClock("2026-11-23T00:00:00Z");
		}

	}

}
