package dev.fundbell.task.fundingclose;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.fundbell.database.Cancellation;
import dev.fundbell.database.Cancellation.Result;
import dev.fundbell.database.Participations;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Cancelling of a participation before, while and after its funding is closed. */
@SpringBootTest(properties = { "spring.profiles.active=stand-alone", "fundbell.batch.run-at-start=false",
		"fundbell.batch.chunk-size=7", "spring.cloud.task.closecontext-enabled=false" })
@WithRealServers(platformDatabase = true, kafka = true)
class CancellationsIT {

	private static final Instant NOW = Instant.parse("2026-11-24T15:15:00Z");

	private static final Instant DEADLINE = NOW.plusSeconds(60);

	@Autowired
	private SettableClock clock;

	private final JobRuns jobs;

	private final Rows rows;

	private final Participations participations;

	private final TransactionTemplate transactions;

	private long funding;

	private long user;

	private long participation;

	CancellationsIT(@Autowired DataSource database, @Autowired JobOperator operator, @Autowired Job job) {
		this.jobs = new JobRuns(operator, job);
		this.rows = new Rows(database);
		this.participations = new Participations(this.rows.jdbc());
		this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
		// MariaDB's default, and so an online service's.
		this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	@BeforeEach
	void takePart() {
		this.clock.set(NOW);
		this.user = this.rows.user("ko");
		this.funding = this.rows.funding("달빛 램프", 1000, DEADLINE);
		this.participation = this.rows.participation(this.funding, this.user, 1000);
	}

	@AfterEach
	void deleteRows() {
		for (String table : List.of("unpublished_ranges", "notifications", "coupons", "funding_closings",
				"participations", "fundings", "users")) {
			this.rows.jdbc().sql("DELETE FROM " + table).update();
		}
	}

	@Test
	void countsNobodyWhoHasCancelledBeforeTheDeadline() {
		this.clock.set(DEADLINE.minusNanos(1000));
		assertThat(cancel(this.participation).result()).isEqualTo(Result.CANCELLED);
		assertThat(cancel(this.participation).result()).isEqualTo(Result.NOT_ACTIVE);
		close();
		assertThat(status()).isEqualTo("FAILED");
		assertThat(this.rows.count("notifications")).isZero();
	}

	@Test
	void cancelsNothingBetweenTheDeadlineAndTheClose() {
		this.clock.set(DEADLINE);
		assertThat(cancel(this.participation).result()).isEqualTo(Result.BEING_CLOSED);
		close();
		assertThat(status()).isEqualTo("SUCCEEDED");
	}

	@Test
	void takesTheUnusedCouponBackAfterASuccess() {
		close();
		long coupon = coupon();
		assertThat(cancel(this.participation)).isEqualTo(new Cancellation(Result.COUPON_TAKEN_BACK, coupon));
		assertThat(coupons()).containsExactly("TAKEN_BACK");
		assertThat(cancel(this.participation).result()).isEqualTo(Result.NOT_ACTIVE);
		assertThat(status()).isEqualTo("SUCCEEDED");
		assertThat(this.rows.count("funding_closings WHERE amount = 1000 AND participations = 1")).isEqualTo(1);
	}

	@Test
	void saysThatTheCouponWasUsed() {
		close();
		this.rows.jdbc().sql("UPDATE coupons SET status = 'USED'").update();
		assertThat(cancel(this.participation)).isEqualTo(new Cancellation(Result.COUPON_USED, coupon()));
		assertThat(coupons()).containsExactly("USED");
	}

	@Test
	void leavesAnExpiredCouponExpired() {
		close();
		this.rows.jdbc().sql("UPDATE coupons SET status = 'EXPIRED'").update();
		assertThat(cancel(this.participation).result()).isEqualTo(Result.REFUNDED);
		assertThat(coupons()).containsExactly("EXPIRED");
	}

	@Test
	void isARefundAfterAFailure() {
		this.rows.jdbc().sql("UPDATE fundings SET target_amount = 1001").update();
		close();
		assertThat(cancel(this.participation).result()).isEqualTo(Result.REFUNDED);
	}

	@Test
	void takesTheCouponBackWithTheUsersLastParticipationAlone() {
		long other = this.rows.participation(this.funding, this.user, 1);
		close();
		assertThat(cancel(this.participation).result()).isEqualTo(Result.REFUNDED);
		assertThat(coupons()).containsExactly("ACTIVE");
		assertThat(cancel(other).result()).isEqualTo(Result.COUPON_TAKEN_BACK);
	}

	@Test
	void takesTheCouponBackOnceWhereAllParticipationsOfAUserAreCancelledAtOnce() {
		List<Long> all = Stream
			.concat(Stream.of(this.participation),
					Stream.generate(() -> this.rows.participation(this.funding, this.user, 1)).limit(5))
			.toList();
		close();
		List<Result> results = all.stream()
			.map((id) -> CompletableFuture.supplyAsync(() -> cancel(id).result()))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
		assertThat(results).containsOnlyOnce(Result.COUPON_TAKEN_BACK)
			.containsOnly(Result.REFUNDED, Result.COUPON_TAKEN_BACK);
		assertThat(coupons()).containsExactly("TAKEN_BACK");
	}

	/** They would end in a deadlock if each looked for the other's participation. */
	@Test
	void letsRefundsOfAUserWithoutACouponNotWaitForEachOther() {
		long other = this.rows.participation(this.funding, this.user, 1);
		this.rows.jdbc().sql("UPDATE fundings SET target_amount = 1002").update();
		close();
		Result result = this.transactions.execute((status) -> {
			assertThat(this.participations.cancel(this.participation, NOW).result()).isEqualTo(Result.REFUNDED);
			return CompletableFuture.supplyAsync(() -> cancel(other).result()).join();
		});
		assertThat(result).isEqualTo(Result.REFUNDED);
	}

	@Test
	void waitsUntilTheUserHasBeenToldOfTheSuccess() {
		close();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		assertThat(cancel(this.participation).result()).isEqualTo(Result.BEING_CLOSED);
		close();
		this.rows.jdbc().sql("UPDATE funding_closings SET settled_at = NULL").update();
		assertThat(cancel(this.participation).result()).as("though others have not")
			.isEqualTo(Result.COUPON_TAKEN_BACK);
	}

	@Test
	void cancelsNothingThatAClosingDecidesMeanwhile() {
		this.transactions.executeWithoutResult((status) -> {
			assertThat(this.rows.count("funding_closings")).isZero();
			CompletableFuture.runAsync(this::close).join();
			assertThat(this.participations.cancel(this.participation, NOW).result()).isEqualTo(Result.BEING_CLOSED);
		});
		assertThat(cancel(this.participation).result()).isEqualTo(Result.COUPON_TAKEN_BACK);
	}

	@Test
	void givesAndTellsOfANewCouponAtALaterSuccessAndTellsNobodyElseTwice() {
		long other = this.rows.user("ko");
		this.rows.participation(this.funding, other, 1000);
		close();
		cancel(this.participation);
		this.rows.jdbc()
			.sql("UPDATE fundings SET status = 'OPEN', deadline = ?")
			.param(LocalDateTime.ofInstant(DEADLINE.plus(Duration.ofDays(7)), ZoneOffset.UTC))
			.update();
		assertThat(this.participations.join(this.funding, this.user, 1000, DEADLINE)).isTrue();
		this.clock.set(DEADLINE.plus(Duration.ofDays(7)));
		close();
		assertThat(coupons()).containsExactly("TAKEN_BACK", "ACTIVE", "ACTIVE");
		assertThat(this.rows.count("notifications WHERE user_id = " + other)).isEqualTo(1);
		assertThat(this.rows
			.count("(SELECT DISTINCT coupon_id FROM notifications WHERE user_id = %d) AS coupons".formatted(this.user)))
			.isEqualTo(2);
	}

	@Test
	void refusesToCancelOutsideATransaction() {
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> this.participations.cancel(this.participation, NOW));
	}

	@Test
	void knowsNoParticipationThatDoesNotExist() {
		assertThat(cancel(this.participation + 1).result()).isEqualTo(Result.NOT_ACTIVE);
	}

	@Test
	void decidesByExactlyThoseWhoTakePartHoweverManyJoinAndCancelMeanwhile() {
		JoiningAndCancelling users = new JoiningAndCancelling(this.rows, this.participations, this.transactions,
				this.clock);
		users.takePartIn(4, DEADLINE);
		users.start(3);
		users.awaitParticipations(200);
		this.clock.set(DEADLINE);
		for (int run = 0; run < 20 && isAnythingLeft(); run++) {
			this.jobs.run(new FundingCloseParameters(DEADLINE, null).toJobParameters());
		}
		assertThat(isAnythingLeft()).isFalse();
		users.join();
		users.assertThatSumsAreRight();
		users.assertThatEverybodyIsToldWhatIsTrue();
	}

	private boolean isAnythingLeft() {
		return this.rows.count("fundings WHERE status = 'OPEN'") > 0
				|| this.rows.count("funding_closings WHERE settled_at IS NULL") > 0;
	}

	private void close() {
		if (this.clock.instant().isBefore(DEADLINE)) {
			this.clock.set(DEADLINE);
		}
		this.jobs.run(new FundingCloseParameters(this.clock.instant(), null).toJobParameters());
	}

	private Cancellation cancel(long id) {
		return Objects.requireNonNull(
				this.transactions.execute((status) -> this.participations.cancel(id, this.clock.instant())));
	}

	private String status() {
		return this.rows.jdbc()
			.sql("SELECT status FROM fundings WHERE id = ?")
			.param(this.funding)
			.query(String.class)
			.single();
	}

	private long coupon() {
		return this.rows.jdbc().sql("SELECT id FROM coupons").query(Long.class).single();
	}

	private List<String> coupons() {
		return this.rows.jdbc().sql("SELECT status FROM coupons ORDER BY id").query(String.class).list();
	}

	@TestConfiguration
	static class FixedTime {

		@Bean
		SettableClock clock() {
			return new SettableClock("2026-11-24T15:15:00Z");
		}

	}

}
