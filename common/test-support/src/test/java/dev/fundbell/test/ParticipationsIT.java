package dev.fundbell.test;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.fundbell.database.Participations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Taking part, and closing at the same moment. */
@SpringBootTest(classes = ServiceDatabaseIT.Application.class)
@WithRealServers
class ParticipationsIT {

	private static final Instant DEADLINE = Instant.parse("2026-11-24T03:00:00Z");

	private static final Instant BEFORE = DEADLINE.minusNanos(1000);

	@Autowired
	private TransactionTemplate transactions;

	private final Participations participations;

	private final Rows rows;

	private long funding;

	private long user;

	ParticipationsIT(@Autowired DataSource database) {
		this.participations = new Participations(JdbcClient.create(database));
		this.rows = new Rows(database);
	}

	@BeforeEach
	void createFunding() {
		this.funding = this.rows.funding("달빛 램프", 1000, DEADLINE);
		this.user = this.rows.user("ko");
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-24T02:59:59.999999Z, true", "2026-11-24T03:00:00Z, false",
			"2026-11-24T03:00:00.000001Z, false" })
	void areTakenUntilTheDeadlineComes(Instant now, boolean taken) {
		assertThat(this.participations.join(this.funding, this.user, 1, now)).isEqualTo(taken);
		assertThat(number()).isEqualTo(taken ? 1 : 0);
	}

	@Test
	void areStoredWithWhatWasGiven() {
		this.participations.join(this.funding, this.user, 30_000, BEFORE);
		assertThat(this.rows.jdbc().sql("""
				SELECT CONCAT_WS(' ', user_id, amount, status, created_at) FROM participations WHERE funding_id = ?
				""").param(this.funding).query(String.class).list())
			.containsExactly(this.user + " 30000 ACTIVE 2026-11-24 02:59:59.999999");
	}

	@ParameterizedTest
	@CsvSource({ "SUCCEEDED", "FAILED" })
	void areRefusedOnceTheFundingIsClosed(String status) {
		close(status);
		assertThat(this.participations.join(this.funding, this.user, 1, BEFORE)).isFalse();
	}

	@Test
	void areRefusedWhereThereIsNoFunding() {
		assertThat(this.participations.join(-1, this.user, 1, BEFORE)).isFalse();
	}

	@Test
	void areNeverOfNothing() {
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.participations.join(this.funding, this.user, 0, BEFORE));
	}

	@Test
	void waitForAClosingAndAreRefused() {
		CountDownLatch locked = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		CompletableFuture<Void> closing = CompletableFuture
			.runAsync(() -> this.transactions.executeWithoutResult((status) -> {
				close("FAILED");
				locked.countDown();
				waitFor(goOn);
			}));
		waitFor(locked);
		CompletableFuture<Boolean> join = CompletableFuture
			.supplyAsync(() -> this.participations.join(this.funding, this.user, 1, BEFORE));
		awaitLockWait();
		goOn.countDown();
		closing.join();
		assertThat(join.orTimeout(60, SECONDS).join()).isFalse();
		assertThat(number()).isZero();
	}

	@Test
	void makeAClosingWaitUntilTheyAreThere() {
		CountDownLatch taken = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		CompletableFuture<Void> join = CompletableFuture
			.runAsync(() -> this.transactions.executeWithoutResult((status) -> {
				assertThat(this.participations.join(this.funding, this.user, 1, BEFORE)).isTrue();
				taken.countDown();
				waitFor(goOn);
			}));
		waitFor(taken);
		CompletableFuture<Long> counted = CompletableFuture.supplyAsync(() -> this.transactions.execute((status) -> {
			close("FAILED");
			return number();
		}));
		awaitLockWait();
		goOn.countDown();
		join.join();
		assertThat(counted.orTimeout(60, SECONDS).join()).isEqualTo(1);
	}

	@Test
	void doNotWaitForEachOther() {
		this.transactions.executeWithoutResult((status) -> {
			this.participations.join(this.funding, this.user, 1, BEFORE);
			List<CompletableFuture<Boolean>> others = IntStream.range(0, 3)
				.mapToObj((number) -> CompletableFuture
					.supplyAsync(() -> this.participations.join(this.funding, this.user, 1, BEFORE)))
				.toList();
			others.forEach((other) -> assertThat(other.orTimeout(60, SECONDS).join()).isTrue());
		});
		assertThat(number()).isEqualTo(4);
	}

	private void close(String status) {
		this.rows.jdbc().sql("UPDATE fundings SET status = ? WHERE id = ?").params(status, this.funding).update();
	}

	private long number() {
		return this.rows.count("participations WHERE funding_id = " + this.funding);
	}

	private void awaitLockWait() {
		await().atMost(60, SECONDS).until(() -> this.rows.count("""
				information_schema.processlist
				WHERE command = 'Query' AND info LIKE '%fundings%' AND time_ms > 100 AND id <> CONNECTION_ID()
				""") > 0);
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
