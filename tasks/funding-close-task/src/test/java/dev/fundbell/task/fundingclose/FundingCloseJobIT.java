package dev.fundbell.task.fundingclose;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.fundbell.batch.report.RunReport;
import dev.fundbell.database.Participations;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobRuns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

/** What one run does, on the real database and broker. */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=7", "spring.cloud.task.closecontext-enabled=false" })
@WithRealServers(platformDatabase = true, kafka = true)
class FundingCloseJobIT {

	/** A quarter past midnight of the 25th in Seoul, in UTC the 24th. */
	private static final Instant NOW = Instant.parse("2026-11-24T15:15:00Z");

	@Autowired
	private SettableClock clock;

	@Autowired
	private RunReport report;

	private final JobRuns jobs;

	private final Rows rows;

	private long user;

	private final DataSource database;

	FundingCloseJobIT(@Autowired DataSource database, @Autowired JobOperator operator, @Autowired Job job) {
		this.database = database;
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
		for (String table : List.of("unpublished_ranges", "notifications", "coupons", "funding_closings",
				"participations", "fundings", "users")) {
			this.rows.jdbc().sql("DELETE FROM " + table).update();
		}
	}

	@Test
	void closesWhatIsDueToTheMicrosecond() {
		long past = this.rows.funding("past", 1, NOW.minusNanos(1000));
		long now = this.rows.funding("now", 1, NOW);
		long ahead = this.rows.funding("ahead", 1, NOW.plusNanos(1000));
		JobExecution execution = run();
		assertThat(status(past)).isEqualTo("FAILED");
		assertThat(status(now)).isEqualTo("FAILED");
		assertThat(status(ahead)).isEqualTo("OPEN");
		assertThat(JobRuns.step(execution, "close").getWriteCount()).isEqualTo(2);
	}

	@Test
	void closesWhatWasDueAtAnEarlierInstant() {
		long funding = this.rows.funding("달빛 램프", 1, NOW.minusSeconds(3600));
		run(NOW.minusSeconds(3600).minusNanos(1000), null);
		assertThat(status(funding)).isEqualTo("OPEN");
		run(NOW.minusSeconds(3600), null);
		assertThat(status(funding)).isEqualTo("FAILED");
	}

	@Test
	void writesTheRunIntoWhatItChanges() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		JobExecution execution = run();
		String run = "(SELECT id FROM task_runs WHERE job = 'funding-close' AND run_id = '%s')"
			.formatted(execution.getJobParameters().getString("run-id"));
		assertThat(this.rows.count("funding_closings WHERE closed_by = " + run)).isEqualTo(1);
		assertThat(this.rows.count("coupons WHERE granted_by = " + run)).isEqualTo(1);
		assertThat(this.rows.count("notifications WHERE created_by = " + run)).isEqualTo(1);
	}

	@Test
	void changesNothingInADryRun() {
		long closed = this.rows.funding("closed", 1, NOW);
		this.rows.participation(closed, this.user, 1);
		run();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("DELETE FROM coupons").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		long success = this.rows.funding("success", 1, NOW);
		this.rows.participation(success, this.user, 1);
		long failure = this.rows.funding("failure", 1, NOW);
		JobExecution execution = this.jobs
			.run(new JobParametersBuilder(parameters(NOW, null)).addString("dry-run", "true").toJobParameters());
		assertThat(this.report.take(execution)).isEqualTo("""
				close: 2 to do (funding %d SUCCEEDED with 1 participations, funding %d FAILED with 0 participations); \
				grant-coupons: 1 to do (user %d of funding %d); notify-success: 0 to do; notify-failure: 0 to do; \
				publish: 0 to do""".formatted(success, failure, this.user, closed));
		assertThat(this.rows.count("fundings WHERE status = 'OPEN'")).isEqualTo(2);
		assertThat(this.rows.count("coupons")).isZero();
		assertThat(this.rows.count("notifications")).isZero();
		assertThat(unsettled()).isEqualTo(1);
	}

	@Test
	void tellsEachParticipantOnceWhateverTheZoneOfARun() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		// As if it had been decided by a run of another zone, and killed before it
		// settled.
		this.rows.jdbc().sql("UPDATE funding_closings SET due_date = '2026-11-24', settled_at = NULL").update();
		this.rows.jdbc().sql("UPDATE notifications SET due_date = '2026-11-24'").update();
		run();
		assertThat(this.rows.count("notifications")).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "999, FAILED", "1000, SUCCEEDED", "1001, SUCCEEDED" })
	void succeedsWhereTheTargetIsMet(long amount, String status) {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, amount - 500);
		this.rows.participation(funding, this.rows.user("ko"), 500);
		run();
		assertThat(status(funding)).isEqualTo(status);
		assertThat(closing(funding, "amount")).isEqualTo(Long.toString(amount));
	}

	@Test
	void doesNotCountWhatWasCancelled() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, 999);
		cancel(this.rows.participation(funding, this.rows.user("ko"), 1));
		run();
		assertThat(status(funding)).isEqualTo("FAILED");
		assertThat(this.rows.notificationIdsOf(this.user)).hasSize(1);
		assertThat(this.rows.count("notifications")).isEqualTo(1);
	}

	@Test
	void tellsNobodyWhereNobodyTookPart() {
		long success = this.rows.funding("free", 0, NOW);
		long failure = this.rows.funding("dear", 1, NOW);
		cancel(this.rows.participation(success, this.user, 1));
		run();
		assertThat(status(success)).isEqualTo("SUCCEEDED");
		assertThat(status(failure)).isEqualTo("FAILED");
		assertThat(this.rows.count("notifications")).isZero();
		assertThat(this.rows.count("coupons")).isZero();
		assertThat(unsettled()).isZero();
	}

	@Test
	void leavesAloneWhatIsClosedAlready() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		this.rows.jdbc().sql("UPDATE fundings SET status = 'SUCCEEDED'").update();
		run();
		assertThat(this.rows.count("funding_closings")).isZero();
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void givesEachParticipantOneCouponAndNamesIt() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		long english = this.rows.user("en");
		this.rows.participation(funding, this.user, 600_000);
		this.rows.participation(funding, this.user, 24_691);
		this.rows.participation(funding, english, 30_000);
		run();
		assertThat(coupons(this.user)).containsExactly("31234 ACTIVE 2026-12-25");
		assertThat(coupons(english)).containsExactly("1500 ACTIVE 2026-12-25");
		assertThat(message(this.user)).isEqualTo("[달빛 램프] 펀딩이 성공했습니다. 31,234원 쿠폰을 드립니다. 2026년 12월 25일까지 쓸 수 있습니다.");
		assertThat(message(english))
			.isEqualTo("\"달빛 램프\" has met its target. Your coupon of 1,500 won is valid through December 25, 2026.");
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(2);
		assertThat(this.rows.count("""
				notifications n JOIN coupons c ON c.id = n.coupon_id AND c.user_id = n.user_id
				    AND c.funding_id = n.funding_id AND n.subject_id = c.funding_id
				WHERE n.type = 'FUNDING_SUCCEEDED' AND n.due_date = '2026-11-25'
				    AND n.expires_at = '2026-12-25 15:00:00'
				""")).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "999, 999", "1000, 1000", "1001, 1000", "20019, 1000", "20020, 1001", "20039, 1001",
			"999999, 49999", "1000000, 50000", "1000020, 50000", "9223372036854775807, 50000" })
	void givesFivePercentWithinBoundsAndNoMoreThanTheUserGave(long given, long amount) {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, given);
		run();
		assertThat(coupons(this.user)).containsExactly(amount + " ACTIVE 2026-12-25");
	}

	@Test
	void addsUpWhatNoNumberHolds() {
		long funding = this.rows.funding("달빛 램프", Long.MAX_VALUE, NOW);
		this.rows.participation(funding, this.user, Long.MAX_VALUE);
		this.rows.participation(funding, this.user, Long.MAX_VALUE);
		run();
		assertThat(coupons(this.user)).containsExactly("50000 ACTIVE 2026-12-25");
	}

	@Test
	void tellsEachParticipantOfAFailureOnce() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, 1);
		this.rows.participation(funding, this.user, 2);
		run();
		assertThat(message(this.user)).isEqualTo("[달빛 램프] 펀딩이 목표 금액에 이르지 못하고 마감되었습니다.");
		assertThat(this.rows.notificationIdsOf(this.user)).hasSize(1);
		assertThat(this.rows.count("coupons")).isZero();
	}

	@Test
	void givesItsCouponBesideOthersOfTheSameFunding() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		this.rows.coupon(this.user, funding, "USED", LocalDate.parse("2026-11-20"));
		this.rows.coupon(this.user, funding, "ACTIVE", LocalDate.parse("2026-11-20"));
		run();
		assertThat(coupons(this.user)).hasSize(3);
	}

	@Test
	void doesNothingTwice() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		this.rows.jdbc().sql("UPDATE coupons SET status = 'USED'").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		this.clock.advance(Duration.ofDays(3));
		JobExecution again = run();
		assertThat(coupons(this.user)).containsExactly("1 USED 2026-12-25");
		assertThat(this.rows.count("notifications")).isEqualTo(1);
		assertThat(JobRuns.step(again, "close").getReadCount()).isZero();
		assertThat(JobRuns.step(again, "notify-success").getFilterCount()).isEqualTo(1);
		assertThat(unsettled()).isZero();
	}

	@Test
	void looksAtNobodyAgainOnceAFundingIsSettled() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		assertThat(JobRuns.step(run(), "notify-success").getReadCount()).isZero();
	}

	@Test
	void decidesAgainWhatSomebodyHasOpenedAgain() {
		long funding = this.rows.funding("달빛 램프", 1000, NOW);
		this.rows.participation(funding, this.user, 999);
		run();
		openAgain();
		this.rows.participation(funding, this.user, 1);
		this.clock.advance(Duration.ofDays(7));
		run();
		assertThat(status(funding)).isEqualTo("SUCCEEDED");
		assertThat(coupons(this.user)).containsExactly("1000 ACTIVE 2027-01-01");
		assertThat(types(this.user)).containsExactly("FUNDING_FAILED", "FUNDING_SUCCEEDED");
	}

	@Test
	void tellsNobodyASecondTimeThatAFundingHasSucceeded() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		openAgain();
		long later = this.rows.user("ko");
		this.rows.participation(funding, later, 1);
		this.clock.advance(Duration.ofDays(7));
		run();
		assertThat(types(this.user)).containsExactly("FUNDING_SUCCEEDED");
		assertThat(types(later)).containsExactly("FUNDING_SUCCEEDED");
		assertThat(unsettled()).isZero();
	}

	@Test
	void settlesASecondSuccessInShares() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		run();
		openAgain();
		this.clock.advance(Duration.ofDays(7));
		for (String share : List.of("1/2", "2/2")) {
			this.jobs.run(new JobParametersBuilder(parameters(this.clock.instant(), null)).addString("partition", share)
				.toJobParameters());
		}
		assertThat(types(this.user)).containsExactly("FUNDING_SUCCEEDED");
		assertThat(unsettled()).isZero();
	}

	@Test
	void tellsNobodyOfASuccessWhoHasCancelledHoweverManyTheyAre() {
		long other = this.rows.funding("other", 1, NOW);
		this.rows.participation(other, this.user, 1);
		run();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		this.rows.jdbc().sql("UPDATE participations SET status = 'CANCELLED'").update();
		this.rows.jdbc()
			.sql("INSERT INTO users (name, locale, created_at) SELECT 'A user', 'ko', ? FROM seq_1_to_10001")
			.param(Rows.CREATED_AT)
			.update();
		this.rows.jdbc().sql("""
				INSERT IGNORE INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at, occasion)
				SELECT id, ?, 1000, 'ACTIVE', '2026-12-25', ?, 'FUNDING_SUCCEEDED' FROM users
				""").params(other, Rows.CREATED_AT).update();
		long failed = this.rows.funding("failed", 2, NOW);
		this.rows.participation(failed, this.user, 1);
		run();
		assertThat(types(this.user)).containsExactly("FUNDING_FAILED");
		assertThat(this.rows.count("notifications")).isEqualTo(1);
		assertThat(unsettled()).isZero();
	}

	private void openAgain() {
		this.rows.jdbc()
			.sql("UPDATE fundings SET status = 'OPEN', deadline = ?")
			.param(LocalDateTime.ofInstant(NOW.plus(Duration.ofDays(7)), ZoneOffset.UTC))
			.update();
	}

	@Test
	void closesLargeAndSmallFundingsTogether() {
		List<Long> users = users(40);
		List<Long> fundings = IntStream.range(0, 60)
			.mapToObj((number) -> this.rows.funding("small " + number, 2 + number % 2, NOW))
			.toList();
		long large = this.rows.funding("large", 1, NOW);
		for (int number = 0; number < fundings.size(); number++) {
			this.rows.participation(fundings.get(number), users.get(number % 40), 1);
			this.rows.participation(fundings.get(number), users.get((number + 1) % 40), 1);
		}
		users.forEach((id) -> this.rows.participation(large, id, 1));
		JobExecution execution = run();
		assertThat(JobRuns.step(execution, "close").getWriteCount()).isEqualTo(61);
		assertThat(JobRuns.step(execution, "notify-success").getWriteCount()).isEqualTo(2 * 30 + 40);
		assertThat(JobRuns.step(execution, "notify-failure").getWriteCount()).isEqualTo(2 * 30);
		assertEverybodyIsTold(100, 60);
	}

	@Test
	void givesAndTellsEachOnceWhereRunsGoOnAtTheSameTime() {
		List<Long> users = users(100);
		for (int number = 0; number < 5; number++) {
			long funding = this.rows.funding("funding " + number, number % 2 * 1000, NOW);
			users.forEach((id) -> this.rows.participation(funding, id, 1));
		}
		List<CompletableFuture<JobExecution>> runs = IntStream.range(0, 3)
			.mapToObj((number) -> CompletableFuture.supplyAsync(this::run))
			.toList();
		runs.forEach(CompletableFuture::join);
		assertEverybodyIsTold(300, 200);
	}

	@Test
	void countsOrRefusesWhoTakesPartMeanwhile() {
		List<Long> users = users(5);
		long funding = this.rows.funding("달빛 램프", 1_000_000, NOW.plusSeconds(60));
		List<CompletableFuture<Integer>> joined = users.stream()
			.map((id) -> CompletableFuture.supplyAsync(() -> joinUntilRefused(funding, id)))
			.toList();
		this.clock.advance(Duration.ofSeconds(60));
		run();
		int taken = joined.stream().mapToInt(CompletableFuture::join).sum();
		assertThat(closing(funding, "participations")).isEqualTo(Integer.toString(taken));
		assertThat(closing(funding, "amount")).isEqualTo(Integer.toString(taken));
		assertThat(this.rows.count("participations")).isEqualTo(taken);
	}

	@Test
	void keepsWhatWasCommittedBeforeItFailedAndDoesTheRestWhenItRunsAgain() {
		List<Long> users = users(50);
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		users.forEach((id) -> this.rows.participation(funding, id, 1));
		this.rows.jdbc().sql("""
				CREATE TRIGGER broken BEFORE INSERT ON notifications FOR EACH ROW
				IF NEW.user_id = %d THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken'; END IF
				""".formatted(users.get(30))).update();
		try {
			assertThat(this.jobs.start(parameters(NOW, null)).getStatus()).isEqualTo(BatchStatus.FAILED);
		}
		finally {
			this.rows.jdbc().sql("DROP TRIGGER broken").update();
		}
		assertThat(this.rows.count("notifications")).isLessThan(50);
		assertThat(unsettled()).isEqualTo(1);
		run();
		assertEverybodyIsTold(50, 0);
	}

	@Test
	void publishesWhatAnEarlierRunLeftAndIsStillTrue() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		long used = this.rows.user("ko");
		long cancelled = this.rows.user("ko");
		this.rows.participation(funding, this.user, 1);
		this.rows.participation(funding, used, 1);
		long cancelledLater = this.rows.participation(funding, cancelled, 1);
		run();
		this.rows.jdbc().sql("UPDATE notifications SET state = 'PUBLISHING'").update();
		this.rows.jdbc()
			.sql("INSERT INTO unpublished_ranges (first_id, last_id) SELECT MIN(id), MAX(id) FROM notifications")
			.update();
		this.rows.jdbc().sql("UPDATE coupons SET status = 'USED' WHERE user_id = ?").param(used).update();
		cancel(cancelledLater);
		assertThat(this.report.take(run())).startsWith("publish: 2 withdrawn because they are stale (notification ");
		assertThat(state(this.user)).isEqualTo("PUBLISHED");
		assertThat(state(used)).isEqualTo("WITHDRAWN COUPON_USED");
		assertThat(state(cancelled)).isEqualTo("WITHDRAWN PARTICIPATION_CANCELLED");
	}

	@Test
	void leavesAFundingWhoseLockSomebodyHoldsAndClosesTheOthers() throws SQLException {
		List<Long> fundings = IntStream.range(0, 60)
			.mapToObj((number) -> this.rows.funding("funding " + number, 1, NOW))
			.toList();
		fundings.forEach((funding) -> this.rows.participation(funding, this.user, 1));
		long locked = fundings.get(20);
		try (Connection holder = this.database.getConnection()) {
			holder.setAutoCommit(false);
			// As the foreign key of an interest or of a participation does.
			holder.createStatement()
				.execute("SELECT id FROM fundings WHERE id = %d LOCK IN SHARE MODE".formatted(locked));
			JobExecution execution = run();
			assertThat(JobRuns.step(execution, "close").getWriteCount()).isEqualTo(59);
			assertThat(this.report.take(execution)).isEqualTo(
					"close: 1 left to the next run because somebody holds their locks (funding %d)".formatted(locked));
			assertThat(status(locked)).isEqualTo("OPEN");
			assertThat(this.rows.count("notifications")).isEqualTo(59);
			holder.rollback();
		}
		run();
		assertThat(this.rows.count("notifications")).isEqualTo(60);
	}

	@Test
	void tellsOfOtherFundingsThoughOneCannotBeClosed() {
		long told = this.rows.funding("told", 1, NOW);
		this.rows.participation(told, this.user, 1);
		run();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		long bad = this.rows.funding("bad", 1, NOW);
		JobExecution execution = runWithTrigger("BEFORE UPDATE ON fundings", "NEW.id = " + bad);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getExitStatus().getExitCode()).isEqualTo("FAILED");
		assertThat(status(bad)).isEqualTo("OPEN");
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(1);
		assertThat(unsettled()).isZero();
	}

	@Test
	void settlesNoSuccessWhoseCouponsAreMissing() {
		long funding = this.rows.funding("달빛 램프", 1, NOW);
		this.rows.participation(funding, this.user, 1);
		runWithTrigger("BEFORE INSERT ON coupons", "NEW.user_id = " + this.user);
		assertThat(status(funding)).isEqualTo("SUCCEEDED");
		assertThat(unsettled()).isEqualTo(1);
		run();
		assertEverybodyIsTold(1, 0);
	}

	private JobExecution runWithTrigger(String event, String condition) {
		this.rows.jdbc().sql("""
				CREATE TRIGGER broken %s FOR EACH ROW
				IF %s THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken'; END IF
				""".formatted(event, condition)).update();
		try {
			return this.jobs.start(parameters(NOW, null));
		}
		finally {
			this.rows.jdbc().sql("DROP TRIGGER broken").update();
		}
	}

	@Test
	void closesTheFundingThatItIsAskedFor() {
		long other = this.rows.funding("other", 1, NOW);
		long asked = this.rows.funding("asked", 1, NOW);
		this.rows.participation(other, this.user, 1);
		this.rows.participation(asked, this.user, 1);
		run(NOW, asked);
		assertThat(status(asked)).isEqualTo("SUCCEEDED");
		assertThat(status(other)).isEqualTo("OPEN");
		assertThat(coupons(this.user)).hasSize(1);
		run(NOW, asked);
		assertThat(coupons(this.user)).hasSize(1);
	}

	@Test
	void settlesTheFundingThatItIsAskedFor() {
		long other = this.rows.funding("other", 1, NOW);
		long asked = this.rows.funding("asked", 1, NOW);
		this.rows.participation(other, this.user, 1);
		this.rows.participation(asked, this.user, 1);
		run();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		run(NOW, asked);
		assertThat(this.rows.count("notifications WHERE funding_id = " + asked)).isEqualTo(1);
		assertThat(this.rows.count("notifications WHERE funding_id = " + other)).isZero();
		assertThat(unsettled()).isEqualTo(1);
	}

	@Test
	void sharesTheParticipantsAmongExecutionsThatAreToldTheirShares() {
		List<Long> users = users(50);
		List<Long> elsewhere = IntStream.range(0, 50).mapToObj((number) -> userInAnotherBlock()).toList();
		for (int number = 0; number < 2; number++) {
			long funding = this.rows.funding("funding " + number, 1 + number * 1000, NOW);
			users.forEach((id) -> this.rows.participation(funding, id, 1));
			elsewhere.forEach((id) -> this.rows.participation(funding, id, 1));
		}
		for (int number = 1; number <= 4; number++) {
			// The users are in the first and in the third share.
			assertThat(unsettled()).as("before share %d", number).isEqualTo((number == 2 || number == 3) ? 2 : 0);
			this.jobs.run(new JobParametersBuilder(parameters(NOW, null)).addString("partition", number + "/4")
				.toJobParameters());
		}
		assertEverybodyIsTold(100, 100);
	}

	private long userInAnotherBlock() {
		long id = this.rows.user("ko");
		this.rows.jdbc().sql("UPDATE users SET id = id + 2000 WHERE id = ?").param(id).update();
		return id + 2000;
	}

	private int joinUntilRefused(long funding, long userId) {
		int taken = 0;
		while (this.rows.jdbc()
			.sql(Participations.JOIN)
			.param("fundingId", funding)
			.param("userId", userId)
			.param("amount", 1)
			.param("now", LocalDateTime.ofInstant(NOW, ZoneOffset.UTC))
			.update() == 1) {
			taken++;
		}
		return taken;
	}

	private void assertEverybodyIsTold(int successes, int failures) {
		assertThat(this.rows.count("coupons")).isEqualTo(successes);
		assertThat(this.rows.count("notifications n JOIN coupons c ON c.id = n.coupon_id AND c.user_id = n.user_id"))
			.isEqualTo(successes);
		assertThat(this.rows.count("notifications WHERE type = 'FUNDING_FAILED'")).isEqualTo(failures);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(successes + failures);
		assertThat(this.rows.count("notifications")).isEqualTo(successes + failures);
		assertThat(unsettled()).isZero();
	}

	private List<Long> users(int number) {
		return IntStream.range(0, number).mapToObj((index) -> this.rows.user("ko")).toList();
	}

	private JobExecution run() {
		return run(this.clock.instant(), null);
	}

	private JobExecution run(Instant asOf, @Nullable Long fundingId) {
		return this.jobs.run(parameters(asOf, fundingId));
	}

	private static JobParameters parameters(Instant asOf, @Nullable Long fundingId) {
		return new FundingCloseParameters(asOf, fundingId).toJobParameters();
	}

	private void cancel(long participation) {
		this.rows.jdbc()
			.sql("UPDATE participations SET status = 'CANCELLED' WHERE id = ?")
			.param(participation)
			.update();
	}

	private String status(long funding) {
		return query("SELECT status FROM fundings WHERE id = ?", funding).get(0);
	}

	private String closing(long funding, String column) {
		return query("SELECT " + column + " FROM funding_closings WHERE funding_id = ?", funding).get(0);
	}

	private List<String> coupons(long userId) {
		return query("SELECT CONCAT_WS(' ', amount, status, expiration_date) FROM coupons WHERE user_id = ?", userId);
	}

	private List<String> types(long userId) {
		return query("SELECT type FROM notifications WHERE user_id = ? ORDER BY due_date", userId);
	}

	private String state(long userId) {
		return query("SELECT CONCAT_WS(' ', state, withdrawn_reason) FROM notifications WHERE user_id = ?", userId)
			.get(0);
	}

	private String message(long userId) {
		return query("SELECT message FROM notifications WHERE user_id = ?", userId).get(0);
	}

	private List<String> query(String sql, long value) {
		return this.rows.jdbc().sql(sql).param(value).query((row, number) -> row.getString(1)).list();
	}

	private long unsettled() {
		return this.rows.count("funding_closings WHERE settled_at IS NULL");
	}

	@TestConfiguration
	static class FixedTime {

		@Bean
		SettableClock clock() {
			return new SettableClock("2026-11-24T15:15:00Z");
		}

	}

}
