package dev.fundbell.task.fundingclose;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.run.Share;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer that grants the coupon for a funding's success to each participant of a range,
 * in one statement. Idempotent: a participant gets one coupon per funding, however often
 * the user took part, and a coupon that exists stays as it is, used or not. Thread-safe.
 */
final class CouponGrantWriter implements PreviewableWriter<UserRange> {

	// Coupons that exist are left out, so that a repeated run locks no coupon that a user
	// may be using.
	private static final String WITHOUT_COUPON = """
			FROM (
			  SELECT funding_id, user_id, SUM(amount) AS amount
			  FROM participations FORCE INDEX (ix_participations_funding)
			  WHERE funding_id IN (:fundings) AND status = 'ACTIVE' AND user_id > :after AND user_id <= :through %s
			  GROUP BY funding_id, user_id
			) p
			JOIN funding_closings c ON c.funding_id = p.funding_id
			LEFT JOIN coupons k FORCE INDEX (uk_coupons_occasion) ON k.funding_id = p.funding_id
			    AND k.user_id = p.user_id AND k.occasion = 'FUNDING_SUCCEEDED'
			WHERE k.id IS NULL
			ORDER BY p.funding_id, p.user_id
			""";

	// A coupon that another run inserts meanwhile is met as a duplicate.
	private static final String GRANT = """
			INSERT INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at, occasion, granted_by)
			SELECT STRAIGHT_JOIN p.user_id, p.funding_id,
			    LEAST(GREATEST(FLOOR(p.amount * :percent / 100), :minAmount), :maxAmount, p.amount),
			    'ACTIVE', c.coupon_expiration_date, :now, 'FUNDING_SUCCEEDED', :run
			%s
			ON DUPLICATE KEY UPDATE coupons.id = coupons.id
			""";

	private static final String PREVIEW = "SELECT STRAIGHT_JOIN p.user_id, p.funding_id %s";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final RewardProperties reward;

	private final Clock clock;

	private final RunIds runs;

	private final StepExecution step;

	private final String withoutCoupon;

	CouponGrantWriter(JdbcClient jdbc, TransactionOperations transactions, RewardProperties reward, Clock clock,
			RunIds runs, StepExecution step) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.reward = reward;
		this.clock = clock;
		this.runs = runs;
		this.step = step;
		this.withoutCoupon = WITHOUT_COUPON.formatted(Share.of(step.getJobParameters()).condition("user_id"));
	}

	@Override
	public void write(Chunk<? extends UserRange> ranges) {
		int run = this.runs.of(this.step);
		for (UserRange range : ranges) {
			this.transactions.executeWithoutResult((status) -> grant(range, run));
		}
	}

	@Override
	public List<String> preview(Chunk<? extends UserRange> ranges) {
		return ranges.getItems()
			.stream()
			.flatMap((range) -> range.statement(this.jdbc, PREVIEW.formatted(this.withoutCoupon))
				.query((row, number) -> "user %d of funding %d".formatted(row.getLong(1), row.getLong(2)))
				.list()
				.stream())
			.toList();
	}

	private void grant(UserRange participants, int run) {
		participants.statement(this.jdbc, GRANT.formatted(this.withoutCoupon))
			.param("run", run)
			.param("percent", this.reward.percent())
			.param("minAmount", this.reward.minAmount())
			.param("maxAmount", this.reward.maxAmount())
			.param("now", LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
			.update();
	}

}
