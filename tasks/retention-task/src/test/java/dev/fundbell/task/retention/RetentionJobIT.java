package dev.fundbell.task.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import dev.fundbell.batch.report.RunReport;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/** One run of the job, on the real database. */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=7", "spring.cloud.task.closecontext-enabled=false" })
@WithRealServers(platformDatabase = true)
class RetentionJobIT {

	private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

	private static final Instant OLD = NOW.minus(Duration.ofDays(200));

	private static final Instant LIMIT = NOW.minus(Duration.ofDays(100));

	private static final Instant YOUNG = NOW.minus(Duration.ofDays(50));

	@Autowired
	private RunReport report;

	@Autowired
	private SettableClock clock;

	private final JobRuns jobs;

	private final Rows rows;

	private long user;

	private long funding;

	private long subjects;

	RetentionJobIT(@Autowired DataSource database, @Autowired JobOperator operator, @Autowired Job job) {
		this.jobs = new JobRuns(operator, job);
		this.rows = new Rows(database);
	}

	@BeforeEach
	void createUserAndFunding() {
		this.clock.set(NOW);
		this.user = this.rows.user("en-GB");
		this.funding = this.rows.funding("A lamp");
	}

	@AfterEach
	void deleteRows() {
		for (String table : List.of("unpublished_ranges", "notifications", "sms_deliveries", "funding_closings",
				"inbox_positions", "interests", "participations", "coupons", "fundings", "users", "retention_marks",
				"task_runs")) {
			this.rows.jdbc().sql("DELETE FROM " + table).update();
		}
	}

	@Test
	void deletesNotificationsThatAreOld() {
		notification(OLD, OLD, "PUBLISHED");
		notification(OLD, OLD, "WITHDRAWN");
		long young = notification(YOUNG, YOUNG, "PUBLISHED");
		purge();
		assertThat(keys("notifications", "id")).containsExactly(young);
	}

	@Test
	void keepsNotificationsThatATaskWouldCreateAgainOrThatAreUnpublished() {
		long dueLater = notification(OLD, YOUNG, "PUBLISHED");
		long unpublished = notification(OLD, OLD, "CREATED");
		long claimed = notification(OLD, OLD, "PUBLISHING");
		purge();
		assertThat(keys("notifications", "id")).containsExactly(dueLater, unpublished, claimed);
	}

	@Test
	void keepsWhatParticipantsOfAnUnsettledFundingWereTold() {
		closing(this.funding, OLD, null);
		notification(OLD.minusSeconds(1), OLD.minusSeconds(100_000), "PUBLISHED");
		long told = notification(OLD.plusSeconds(1), OLD, "PUBLISHED");
		purge();
		assertThat(keys("notifications", "id")).containsExactly(told);
	}

	@Test
	void deletesDeliveriesThatAreOldUnlessTheyAreStillToBeSent() {
		for (String state : List.of("SENT", "SKIPPED", "WITHDRAWN", "FAILED", "UNKNOWN")) {
			delivery(OLD, state);
		}
		List<Long> kept = List.of(delivery(OLD, "CLAIMED"), delivery(OLD, "HELD"), delivery(OLD, "WAITING"),
				delivery(YOUNG, "SENT"));
		purge();
		assertThat(keys("sms_deliveries", "id")).containsExactlyElementsOf(kept);
	}

	@Test
	void deletesClosingsThatAreSettledAndOfFundingsThatStayClosed() {
		closing(closedFunding(), OLD, OLD);
		long unsettled = closedFunding();
		closing(unsettled, OLD, null);
		closing(this.funding, OLD, OLD);
		long young = closedFunding();
		closing(young, YOUNG, YOUNG);
		purge();
		assertThat(keys("funding_closings", "funding_id")).containsExactlyInAnyOrder(unsettled, this.funding, young);
	}

	@Test
	void deletesReadPositionsWhoseNotificationsAreGone() {
		position(this.user, OLD);
		long other = this.rows.user("ko");
		position(other, YOUNG);
		purge();
		assertThat(keys("inbox_positions", "user_id")).containsExactly(other);
	}

	@Test
	void takesTheTextFromWhatWasSentOrRead() {
		delivery(OLD, "SENT");
		delivery(YOUNG, "SENT");
		delivery(OLD, "FAILED");
		long read = notification(OLD, OLD, "PUBLISHED");
		notification(OLD, OLD, "PUBLISHED");
		this.rows.jdbc().sql("UPDATE notifications SET read_at = ? WHERE id = ?").params(utc(OLD), read).update();
		run(new RetentionParameters(Map.of(Purge.Age.DELIVERED_TEXTS, LIMIT), null).toJobParameters());
		assertThat(this.rows.count("sms_deliveries WHERE event = ''")).isEqualTo(1);
		assertThat(this.rows.count("sms_deliveries WHERE event = '' AND state = 'SENT'")).isEqualTo(1);
		assertThat(this.rows.count("notifications WHERE message = '' AND id = " + read)).isEqualTo(1);
		assertThat(this.rows.count("notifications WHERE message <> ''")).isEqualTo(1);
	}

	@Test
	void saysHowManyItHasDeleted() {
		long deleted = notification(OLD, OLD, "PUBLISHED");
		JobExecution run = purge();
		assertThat(this.report.take(run)).contains("notifications: 1 done (" + deleted + ")");
	}

	@Test
	void changesNothingInADryRun() {
		for (int number = 0; number < 20; number++) {
			notification(OLD, OLD, "PUBLISHED");
		}
		delivery(OLD, "SENT");
		JobExecution run = run(
				new JobParametersBuilder(old().toJobParameters()).addString("dry-run", "true").toJobParameters());
		assertThat(this.report.take(run)).contains("notifications: 20 to do", "deliveries: 1 to do",
				"closings: 0 to do");
		assertThat(this.rows.count("notifications")).isEqualTo(20);
		assertThat(this.rows.count("sms_deliveries")).isEqualTo(1);
		assertThat(this.rows.count("retention_marks")).isZero();
		assertThat(this.rows.count("task_runs")).isZero();
	}

	@Test
	void walksNoFurtherThanTheMarkOfAnEarlierRun() {
		this.clock.set(LIMIT.plus(Duration.ofHours(2)));
		notification(OLD, OLD, "PUBLISHED");
		run(new RetentionParameters(Map.of(Purge.Age.NOTIFICATIONS, OLD.minusSeconds(1)), null).toJobParameters());
		for (int number = 0; number < 100; number++) {
			notification(YOUNG, YOUNG, "PUBLISHED");
		}
		this.clock.set(NOW);
		JobExecution run = purge();
		assertThat(this.rows.count("notifications")).isEqualTo(100);
		assertThat(JobRuns.step(run, "notifications").getReadCount()).isEqualTo(1);
	}

	@Test
	void goesOnWhereAnEarlierRunEnded() {
		for (int number = 0; number < 50; number++) {
			notification(OLD, OLD, "PUBLISHED");
		}
		purge();
		JobExecution again = purge();
		assertThat(this.rows.count("notifications")).isZero();
		assertThat(JobRuns.step(again, "notifications").getReadCount()).isZero();
	}

	@Test
	void erasesAUserAndKeepsTheBookkeeping() {
		long other = this.rows.user("ko");
		this.rows.jdbc().sql("UPDATE users SET phone_number = '+821000000001', time_zone = 'Asia/Seoul'").update();
		long closed = closedFunding();
		for (long person : List.of(this.user, other)) {
			this.rows.participation(closed, person, 1000);
			this.rows.interest(this.funding, person);
			this.rows.coupon(person, closed, "ACTIVE", dateOf(YOUNG));
			position(person, YOUNG);
		}
		notification(YOUNG, YOUNG, "PUBLISHED");
		long unpublished = notification(YOUNG, YOUNG, "CREATED");
		this.rows.unpublished(unpublished, unpublished, null);
		delivery(YOUNG, "SENT");
		long beingSent = delivery(YOUNG, "CLAIMED");
		JobExecution run = run(new RetentionParameters(Map.of(), this.user).toJobParameters());
		assertThat(this.rows.jdbc()
			.sql("SELECT CONCAT_WS('|', name, locale, phone_number, sms_opt_out, time_zone) FROM users WHERE id = ?")
			.param(this.user)
			.query(String.class)
			.single()).isEqualTo("erased|ko|1");
		assertThat(this.rows.count("users WHERE name = 'A user' AND phone_number IS NOT NULL")).isEqualTo(1);
		assertThat(this.rows.count("notifications")).isZero();
		assertThat(keys("sms_deliveries", "id")).containsExactly(beingSent);
		assertThat(keys("interests", "user_id")).containsExactly(other);
		assertThat(keys("inbox_positions", "user_id")).containsExactly(other);
		assertThat(keys("coupons WHERE status = 'ACTIVE'", "user_id")).containsExactly(other);
		assertThat(this.rows.count("participations")).isEqualTo(2);
		assertThat(this.report.take(run)).contains("person " + this.user,
				"1 left because a sink is sending them now: launch it again (deliveries " + beingSent + ")");
	}

	@Test
	void erasesNobodyWhoseParticipationIsOpenOrBeingSettled() {
		long closed = closedFunding();
		closing(closed, YOUNG, null);
		this.rows.participation(this.funding, this.user, 1000);
		this.rows.participation(closed, this.user, 1000);
		JobExecution run = this.jobs.start(new RetentionParameters(Map.of(), this.user).toJobParameters());
		assertThat(run.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(run.getAllFailureExceptions().toString()).isNotEmpty();
		assertThat(this.rows.count("users WHERE name = 'A user'")).isEqualTo(1);
	}

	private JobExecution purge() {
		return run(old().toJobParameters());
	}

	private static RetentionParameters old() {
		Map<Purge.Age, Instant> before = new EnumMap<>(Purge.Age.class);
		before.put(Purge.Age.NOTIFICATIONS, LIMIT);
		before.put(Purge.Age.DELIVERIES, LIMIT);
		before.put(Purge.Age.CLOSINGS, LIMIT);
		return new RetentionParameters(before, null);
	}

	private JobExecution run(JobParameters parameters) {
		return this.jobs.run(parameters);
	}

	private long notification(Instant createdAt, Instant due, String state) {
		return this.rows.jdbc().sql("""
				INSERT INTO notifications (type, user_id, subject_id, due_date, message, state, created_at)
				VALUES ('T', ?, ?, ?, 'text', ?, ?) RETURNING id
				""").params(this.user, ++this.subjects, dateOf(due), state, utc(createdAt)).query(Long.class).single();
	}

	private long delivery(Instant acceptedAt, String state) {
		return this.rows.jdbc()
			.sql("""
					INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, round, accepted_at, settled_at)
					VALUES (?, ?, 'text', 'topic-0-1', ?, 1, ?, ?) RETURNING id
					""")
			.params(++this.subjects, this.user, state, utc(acceptedAt), utc(acceptedAt))
			.query(Long.class)
			.single();
	}

	private long closedFunding() {
		long closed = this.rows.funding("A lamp");
		this.rows.jdbc().sql("UPDATE fundings SET status = 'FAILED' WHERE id = ?").param(closed).update();
		return closed;
	}

	private void closing(long closed, Instant closedAt, Instant settledAt) {
		this.rows.jdbc()
			.sql("""
					INSERT INTO funding_closings (funding_id, outcome, amount, participations, deadline, due_date,
					    coupon_expiration_date, closed_at, settled_at)
					VALUES (:id, 'FAILED', 0, 0, :at, :date, :date, :at, :settledAt)
					""")
			.param("id", closed)
			.param("at", utc(closedAt))
			.param("date", dateOf(closedAt))
			.param("settledAt", (settledAt != null) ? utc(settledAt) : null)
			.update();
	}

	private void position(long person, Instant readUntil) {
		this.rows.jdbc()
			.sql("INSERT INTO inbox_positions (user_id, read_until) VALUES (?, ?)")
			.params(person, utc(readUntil))
			.update();
	}

	private List<Long> keys(String table, String key) {
		return this.rows.jdbc()
			.sql("SELECT %s FROM %s ORDER BY %s".formatted(key, table, key))
			.query(Long.class)
			.list();
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

	private static LocalDate dateOf(Instant instant) {
		return utc(instant).toLocalDate();
	}

	@TestConfiguration
	static class FixedTime {

		@Bean
		SettableClock clock() {
			return new SettableClock(NOW.toString());
		}

	}

}
