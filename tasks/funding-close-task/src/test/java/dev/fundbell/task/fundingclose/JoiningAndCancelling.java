package dev.fundbell.task.fundingclose;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.fundbell.database.Cancellation.Result;
import dev.fundbell.database.Participations;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Users who join fundings and cancel all the time, until each thread of them has got some
 * refunds, and what must be true of them in the end.
 */
final class JoiningAndCancelling {

	private static final int USERS = 30;

	private static final int REFUNDS = 8;

	/**
	 * Sums up what a closing has to count: what is active, and what was refunded later.
	 */
	private static final String COUNTED = """
			SELECT CONCAT_WS(' ', f.id, IF(SUM(p.amount) >= f.target_amount, 'SUCCEEDED', 'FAILED'), SUM(p.amount),
			    COUNT(*))
			FROM fundings f JOIN participations p ON p.funding_id = f.id
			WHERE p.status = 'ACTIVE' OR p.id IN (:refunded) GROUP BY f.id ORDER BY f.id
			""";

	private static final String DECIDED = """
			SELECT CONCAT_WS(' ', f.id, f.status, c.amount, c.participations)
			FROM fundings f JOIN funding_closings c ON c.funding_id = f.id AND c.outcome = f.status
			WHERE c.participations > 0 ORDER BY f.id
			""";

	private static final String ACTIVE = """
			 FROM (SELECT DISTINCT funding_id, user_id FROM participations WHERE status = 'ACTIVE') p
			JOIN fundings f ON f.id = p.funding_id
			""";

	private static final String OF_NO_CONCERN = """
			SELECT n.user_id FROM notifications n WHERE NOT EXISTS (
			  SELECT 1 FROM participations p WHERE p.funding_id = n.subject_id AND p.user_id = n.user_id
			    AND (p.status = 'ACTIVE' OR p.id IN (:refunded)))
			""";

	private final Rows rows;

	private final Participations participations;

	private final TransactionTemplate transactions;

	private final SettableClock clock;

	private final Map<Long, Result> cancelled = new ConcurrentHashMap<>();

	private final List<CompletableFuture<Void>> running = new ArrayList<>();

	private List<Long> fundings = List.of();

	private List<Long> users = List.of();

	JoiningAndCancelling(Rows rows, Participations participations, TransactionTemplate transactions,
			SettableClock clock) {
		this.rows = rows;
		this.participations = participations;
		this.transactions = transactions;
		this.clock = clock;
	}

	/** Opens fundings, of which every other one will miss its target. */
	void takePartIn(int number, Instant deadline) {
		this.users = Stream.generate(() -> this.rows.user("ko")).limit(USERS).toList();
		this.fundings = Stream.iterate(1, (next) -> next + 1)
			.limit(number)
			.map((next) -> this.rows.funding("funding " + next, (next % 2 == 0) ? 1_000_000_000 : 10_000, deadline))
			.toList();
	}

	void start(int threads) {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		for (int thread = 0; thread < threads; thread++) {
			Random random = new Random(thread);
			this.running.add(CompletableFuture.runAsync(() -> joinAndCancel(random), executor));
		}
		executor.shutdown();
	}

	void awaitParticipations(int number) {
		await().atMost(Duration.ofSeconds(60)).until(() -> this.rows.count("participations") >= number);
	}

	void join() {
		CompletableFuture.allOf(this.running.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).join();
	}

	private void joinAndCancel(Random random) {
		List<Long> mine = new ArrayList<>();
		int refunds = 0;
		while (refunds < REFUNDS) {
			if (random.nextInt(10) < 7 || mine.isEmpty()) {
				join(random, mine);
			}
			else {
				long one = mine.get(random.nextInt(mine.size()));
				Result result = cancel(one);
				refunds += (result == Result.REFUNDED || result == Result.COUPON_TAKEN_BACK) ? 1 : 0;
				if (result != Result.BEING_CLOSED) {
					mine.remove(one);
				}
			}
		}
	}

	private void join(Random random, List<Long> mine) {
		inTransaction(() -> {
			if (this.participations.join(this.fundings.get(random.nextInt(this.fundings.size())),
					this.users.get(random.nextInt(USERS)), 1 + random.nextInt(5000), this.clock.instant())) {
				mine.add(this.rows.jdbc().sql("SELECT LAST_INSERT_ID()").query(Long.class).single());
			}
			return Result.NOT_ACTIVE;
		});
	}

	/**
	 * Again where MariaDB has rolled it back to end a deadlock, as an online service
	 * does.
	 */
	private Result inTransaction(Supplier<Result> work) {
		while (true) {
			try {
				return Objects.requireNonNull(this.transactions.execute((status) -> work.get()));
			}
			catch (PessimisticLockingFailureException ex) {
				Thread.onSpinWait();
			}
		}
	}

	private Result cancel(long participation) {
		Result result = inTransaction(() -> this.participations.cancel(participation, this.clock.instant()).result());
		if (result != Result.BEING_CLOSED) {
			assertThat(this.cancelled.put(participation, result)).as("cancelled twice").isNull();
		}
		return result;
	}

	void assertThatSumsAreRight() {
		List<Long> refunded = refunded();
		assertThat(refunded).hasSizeGreaterThanOrEqualTo(REFUNDS);
		assertThat(query(COUNTED, refunded)).isEqualTo(query(DECIDED, refunded)).isNotEmpty();
	}

	void assertThatEverybodyIsToldWhatIsTrue() {
		long active = this.rows.count("(SELECT 1" + ACTIVE + ") AS active");
		assertThat(this.rows.count("(SELECT 1" + ACTIVE + """
				JOIN notifications n ON n.user_id = p.user_id AND n.type = CONCAT('FUNDING_', f.status)
				    AND n.subject_id = f.id AND n.state = 'PUBLISHED'
				LEFT JOIN coupons k ON k.id = n.coupon_id AND k.user_id = p.user_id AND k.status = 'ACTIVE'
				WHERE (k.id IS NOT NULL) = (f.status = 'SUCCEEDED')) AS told
				""")).isEqualTo(active).isPositive();
		assertThat(this.rows.count("coupons WHERE status = 'ACTIVE'")).as("coupons of participants")
			.isEqualTo(this.rows.count("(SELECT 1" + ACTIVE + "WHERE f.status = 'SUCCEEDED') AS successes"));
		assertThat(this.rows.count("coupons WHERE status = 'TAKEN_BACK'")).as("coupons of the others")
			.isEqualTo(this.cancelled.values().stream().filter(Result.COUPON_TAKEN_BACK::equals).count());
		assertThat(this.rows.count("""
				notifications n WHERE NOT EXISTS (
				  SELECT 1 FROM funding_closings c WHERE c.funding_id = n.subject_id
				    AND n.type = CONCAT('FUNDING_', c.outcome))
				""")).as("of an outcome that is none").isZero();
		assertThat(query(OF_NO_CONCERN, refunded())).as("told, though the closing did not count them").isEmpty();
	}

	private List<Long> refunded() {
		return this.cancelled.entrySet()
			.stream()
			.filter((each) -> each.getValue() != Result.CANCELLED)
			.map(Map.Entry::getKey)
			.toList();
	}

	private List<String> query(String sql, List<Long> refunded) {
		JdbcClient.StatementSpec statement = this.rows.jdbc().sql(sql);
		return (sql.contains(":refunded") ? statement.param("refunded", refunded) : statement).query(String.class)
			.list();
	}

}
