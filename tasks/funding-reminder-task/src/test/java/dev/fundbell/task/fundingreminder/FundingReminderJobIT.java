package dev.fundbell.task.fundingreminder;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/** One run of the job, on the real database and broker. */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=7", "spring.cloud.task.closecontext-enabled=false" })
@WithRealServers(platformDatabase = true, kafka = true)
class FundingReminderJobIT {

	/** Nine in the morning of the 23rd in Seoul. */
	private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

	private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

	/** Noon of the 24th in Seoul. */
	private static final Instant TOMORROW = Instant.parse("2026-11-24T03:00:00Z");

	@Autowired
	private SettableClock clock;

	@Autowired
	private RunReport report;

	private final JobRuns jobs;

	private final Rows rows;

	private long user;

	FundingReminderJobIT(@Autowired DataSource database, @Autowired JobOperator operator, @Autowired Job job) {
		this.rows = new Rows(database);
		this.jobs = new JobRuns(operator, job);
	}

	@BeforeEach
	void createUser() {
		this.clock.set(NOW);
		this.user = this.rows.user("ko");
	}

	@AfterEach
	void deleteRows() {
		for (String table : List.of("unpublished_ranges", "notifications", "interests", "participations", "fundings",
				"users")) {
			this.rows.jdbc().sql("DELETE FROM " + table).update();
		}
	}

	@Test
	void remindsOfTheFundingAndTheDateOfItsDeadline() {
		interesting(TOMORROW);
		long english = this.rows.user("en");
		this.rows.interest(interesting(TOMORROW), english);
		run(1);
		assertThat(messages(this.user)).containsExactly("[달빛 램프] 관심 펀딩이 2026년 11월 24일에 마감됩니다.",
				"[달빛 램프] 관심 펀딩이 2026년 11월 24일에 마감됩니다.");
		assertThat(messages(english)).containsExactly("\"달빛 램프\", which interests you, closes on November 24, 2026.");
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(3);
		assertThat(
				this.rows.count("notifications WHERE expires_at = '2026-11-24 03:00:00' AND due_date = '2026-11-24'"))
			.isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-22T23:59:59.999999Z, 0", "2026-11-23T00:00:00Z, 0", "2026-11-23T00:00:00.000001Z, 1",
			"2026-11-24T14:59:59.999999Z, 1", "2026-11-24T15:00:00Z, 0" })
	void remindsOfDeadlinesFromNowThroughTheLeadTimeInSeoul(Instant deadline, int reminders) {
		interesting(deadline);
		run(1);
		assertThat(this.rows.count("notifications")).isEqualTo(reminders);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-23T14:59:59.999999Z, 1", "2026-11-23T15:00:00Z, 0" })
	void remindsOnTheLastDayOnlyWithoutLeadTime(Instant deadline, int reminders) {
		interesting(deadline);
		run(0);
		assertThat(this.rows.count("notifications")).isEqualTo(reminders);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-24T14:59:59.999999Z, 0", "2026-11-24T15:00:00Z, 1", "2026-11-26T14:59:59.999999Z, 1",
			"2026-11-26T15:00:00Z, 0" })
	void takesAnotherDateForToday(Instant deadline, int reminders) {
		interesting(deadline);
		run(TODAY.plusDays(2), 1);
		assertThat(this.rows.count("notifications")).isEqualTo(reminders);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SUCCEEDED", "FAILED" })
	void remindsOfNoFundingThatIsClosed(String status) {
		interesting(TOMORROW);
		this.rows.jdbc().sql("UPDATE fundings SET status = ?").param(status).update();
		run(1);
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void remindsNobodyWhoTakesPart() {
		long funding = interesting(TOMORROW);
		this.rows.participation(funding, this.user, 1);
		run(1);
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void remindsWhoHasCancelledOrTakesPartInAnotherFunding() {
		long funding = interesting(TOMORROW);
		this.rows.participation(funding, this.user, 1);
		this.rows.jdbc().sql("UPDATE participations SET status = 'CANCELLED'").update();
		this.rows.participation(this.rows.funding("another"), this.user, 1);
		this.rows.participation(funding, this.rows.user("ko"), 1);
		run(1);
		assertThat(this.rows.notificationIdsOf(this.user)).hasSize(1);
	}

	@Test
	void remindsNobodyWhoIsNotInterestedAnyMore() {
		interesting(TOMORROW);
		this.rows.jdbc().sql("DELETE FROM interests").update();
		run(1);
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void remindsOnceHoweverOftenAndOnWhateverDateItRuns() {
		interesting(TOMORROW);
		run(1);
		JobExecution again = run(1);
		run(TODAY.plusDays(1), 1);
		assertThat(this.rows.count("notifications")).isEqualTo(1);
		assertThat(JobRuns.step(again, "notify").getFilterCount()).isEqualTo(1);
		assertThat(JobRuns.step(again, "notify").getWriteCount()).isZero();
	}

	@Test
	void remindsAgainOnceTheDeadlineHasMovedToAnotherDate() {
		long funding = interesting(TOMORROW);
		run(1);
		move(funding, Instant.parse("2026-11-24T14:59:59Z"));
		run(1);
		assertThat(this.rows.count("notifications")).isEqualTo(1);
		move(funding, Instant.parse("2026-11-24T15:00:00Z"));
		run(2);
		assertThat(this.rows.count("notifications")).isEqualTo(2);
	}

	@Test
	void doesNotSendAReminderThatAnEarlierRunLeftToWhoHasTakenPartMeanwhile() {
		long funding = interesting(TOMORROW);
		run(1);
		this.rows.jdbc().sql("UPDATE notifications SET state = 'PUBLISHING'").update();
		this.rows.jdbc()
			.sql("INSERT INTO unpublished_ranges (first_id, last_id) SELECT MIN(id), MAX(id) FROM notifications")
			.update();
		this.rows.participation(funding, this.user, 1);
		run(1);
		assertThat(this.rows.count("notifications WHERE state = 'WITHDRAWN' AND withdrawn_reason = 'TAKES_PART'"))
			.isEqualTo(1);
	}

	@Test
	void remindsOfLargeAndSmallFundingsTogether() {
		List<Long> users = IntStream.range(0, 40).mapToObj((number) -> this.rows.user("ko")).toList();
		long large = this.rows.funding("large", 1, TOMORROW.minusSeconds(30));
		users.forEach((id) -> this.rows.interest(large, id));
		for (int number = 0; number < 60; number++) {
			long small = this.rows.funding("small", 1, TOMORROW.minusSeconds(number));
			this.rows.interest(small, users.get(number % 40));
			this.rows.interest(small, users.get((number + 1) % 40));
			this.rows.funding("of no interest", 1, TOMORROW.minusSeconds(number));
		}
		this.rows.participation(large, users.get(20), 1);
		JobExecution execution = run(1);
		assertThat(JobRuns.step(execution, "notify").getWriteCount()).isEqualTo(39 + 120);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(39 + 120);
	}

	@Test
	void remindsEachOnceWhereRunsGoOnAtTheSameTime() {
		interestingTo(200);
		List<CompletableFuture<JobExecution>> runs = IntStream.range(0, 3)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> run(1)))
			.toList();
		runs.forEach(CompletableFuture::join);
		assertThat(this.rows.count("notifications")).isEqualTo(200);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(200);
	}

	@Test
	void keepsWhatWasCommittedBeforeItFailedAndDoesTheRestWhenItRunsAgain() {
		interestingTo(50);
		this.rows.jdbc().sql("""
				CREATE TRIGGER broken BEFORE INSERT ON notifications FOR EACH ROW
				IF NEW.user_id = (SELECT MAX(user_id) FROM interests) THEN
				  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken';
				END IF
				""").update();
		try {
			assertThat(this.jobs.start(new LeadTime(TODAY, 1).toJobParameters()).getStatus())
				.isEqualTo(BatchStatus.FAILED);
		}
		finally {
			this.rows.jdbc().sql("DROP TRIGGER broken").update();
		}
		assertThat(this.rows.count("notifications")).isLessThan(50);
		run(1);
		assertThat(this.rows.count("notifications")).isEqualTo(50);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(50);
	}

	@Test
	void writesTheRunIntoWhatItCreates() {
		interesting(TOMORROW);
		JobExecution execution = run(1);
		assertThat(this.rows.count("notifications n JOIN task_runs r ON r.id = n.created_by AND r.run_id = '%s'"
			.formatted(execution.getJobParameters().getString("run-id")))).isEqualTo(1);
	}

	@Test
	void changesNothingInADryRun() {
		long funding = interesting(TOMORROW);
		JobExecution execution = this.jobs
			.run(new JobParametersBuilder(new LeadTime(TODAY, 1).toJobParameters()).addString("dry-run", "true")
				.toJobParameters());
		assertThat(this.report.take(execution)).isEqualTo(
				"notify: 1 to do (FUNDING_DEADLINE of %d for user %d); publish: 0 to do".formatted(funding, this.user));
		assertThat(this.rows.count("notifications")).isZero();
	}

	private long interesting(Instant deadline) {
		long funding = this.rows.funding("달빛 램프", 1000, deadline);
		this.rows.interest(funding, this.user);
		return funding;
	}

	private void interestingTo(int users) {
		long funding = this.rows.funding("달빛 램프", 1000, TOMORROW);
		IntStream.range(0, users).forEach((number) -> this.rows.interest(funding, this.rows.user("ko")));
	}

	private void move(long funding, Instant deadline) {
		this.rows.jdbc()
			.sql("UPDATE fundings SET deadline = ? WHERE id = ?")
			.params(LocalDateTime.ofInstant(deadline, ZoneOffset.UTC), funding)
			.update();
	}

	private JobExecution run(int leadDays) {
		return run(TODAY, leadDays);
	}

	private JobExecution run(LocalDate date, int leadDays) {
		return this.jobs.run(new LeadTime(date, leadDays).toJobParameters());
	}

	private List<String> messages(long userId) {
		return this.rows.jdbc()
			.sql("SELECT message FROM notifications WHERE user_id = ?")
			.param(userId)
			.query(String.class)
			.list();
	}

	@TestConfiguration
	static class FixedTime {

		@Bean
		SettableClock clock() {
			return new SettableClock("2026-11-23T00:00:00Z");
		}

	}

}
