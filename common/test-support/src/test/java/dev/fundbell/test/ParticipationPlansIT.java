package dev.fundbell.test;

import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import dev.fundbell.database.Cancellation.Result;
import dev.fundbell.database.Participations;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule that joining and cancelling seek by index, though one user owns half of the
 * participations and one funding has most of the others.
 */
class ParticipationPlansIT {

	private static final int ROWS = 50_000;

	private static final Instant NOW = Today.yesterday();

	private static final DataSource DATABASE = RealServers.get().fundbellDatabase().dataSource();

	private final Plans plans = new Plans();

	private final DataSource dataSource = this.plans.explaining(DATABASE);

	private final Participations participations = new Participations(JdbcClient.create(this.dataSource));

	private final TransactionTemplate transactions = new TransactionTemplate(
			new JdbcTransactionManager(this.dataSource));

	/** Two small fundings have succeeded, and user 1 has a coupon for one of them. */
	@BeforeAll
	static void fill() {
		LargeTables tables = new LargeTables(DATABASE, ROWS).usersAndFundings(Rows.FAR_AHEAD)
			.participations()
			.coupons("'9998-01-01'")
			.notifications();
		JdbcClient jdbc = JdbcClient.create(DATABASE);
		jdbc.sql("UPDATE fundings SET status = 'SUCCEEDED' WHERE id IN (2, 3)").update();
		jdbc.sql("""
				INSERT INTO funding_closings (funding_id, outcome, amount, participations, deadline, due_date,
				    coupon_expiration_date, closed_at, settled_at)
				SELECT id, 'SUCCEEDED', 2, 1, deadline, DATE(created_at), '9998-01-01', created_at, created_at
				FROM fundings WHERE id IN (2, 3)
				""").update();
		jdbc.sql("UPDATE coupons SET occasion = 'FUNDING_SUCCEEDED' WHERE user_id = 1 AND funding_id IN (2, 3)")
			.update();
		jdbc.sql("UPDATE coupons SET status = 'USED' WHERE user_id = 1 AND funding_id = 3").update();
		tables.analyze();
	}

	@Test
	void scanNoTable() {
		List<Result> results = this.transactions.execute((status) -> {
			assertThat(this.participations.join(1, 1, 1000, NOW)).isTrue();
			assertThat(this.participations.join(2, 1, 1000, NOW)).as("closed").isFalse();
			// Participation 2n is user 1's in funding n + 1; the odd ones are of others.
			return List.of(this.participations.cancel(2, NOW).result(), this.participations.cancel(4, NOW).result(),
					this.participations.cancel(6, NOW).result(), this.participations.cancel(1, NOW).result());
		});
		assertThat(results).containsExactly(Result.COUPON_TAKEN_BACK, Result.COUPON_USED, Result.CANCELLED,
				Result.CANCELLED);
		assertThat(this.plans.scans()).isEmpty();
		assertThat(this.plans.notExplained("dev.fundbell.database")).isEmpty();
	}

}
