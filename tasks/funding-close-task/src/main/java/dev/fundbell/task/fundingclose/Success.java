package dev.fundbell.task.fundingclose;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.batch.UserRange;
import dev.fundbell.notification.FundingFacts;
import dev.fundbell.notification.FundingSucceeded;
import dev.fundbell.notification.GrantedCoupon;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.notification.Recipient;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The target was met: each participant gets one coupon, however often the user took part,
 * and is told of it. A coupon that is there stays as it is, used or not.
 */
final class Success implements Outcome {

	// What is there is left out, so that a run which is repeated locks no coupon that
	// somebody may be using; what another run inserts meanwhile is met as a duplicate.
	private static final String GRANT = """
			INSERT INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at, occasion)
			SELECT STRAIGHT_JOIN p.user_id, p.funding_id,
			    LEAST(GREATEST(FLOOR(p.amount * :percent / 100), :minAmount), :maxAmount),
			    'ACTIVE', c.coupon_expiration_date, :now, 'FUNDING_SUCCEEDED'
			FROM (
			  SELECT funding_id, user_id, SUM(amount) AS amount
			  FROM participations FORCE INDEX (ix_participations_funding)
			  WHERE funding_id IN (:fundings) AND status = 'ACTIVE' AND user_id > :after AND user_id <= :through
			  GROUP BY funding_id, user_id
			) p
			JOIN funding_closings c ON c.funding_id = p.funding_id
			LEFT JOIN coupons k FORCE INDEX (uk_coupons_occasion) ON k.funding_id = p.funding_id
			    AND k.user_id = p.user_id AND k.occasion = 'FUNDING_SUCCEEDED'
			WHERE k.id IS NULL
			ORDER BY p.funding_id, p.user_id
			ON DUPLICATE KEY UPDATE coupons.id = coupons.id
			""";

	private static final String READ = """
			SELECT STRAIGHT_JOIN k.user_id, u.locale, k.funding_id, f.title, c.deadline, k.id, k.amount,
			    k.expiration_date
			FROM coupons k FORCE INDEX (uk_coupons_occasion)
			JOIN funding_closings c ON c.funding_id = k.funding_id
			JOIN fundings f ON f.id = k.funding_id
			JOIN users u ON u.id = k.user_id
			WHERE k.funding_id IN (:fundings) AND k.user_id > :after AND k.user_id <= :through
			  AND k.occasion = 'FUNDING_SUCCEEDED'
			ORDER BY k.funding_id, k.user_id
			""";

	private final JdbcClient jdbc;

	private final FundingSucceeded type;

	private final RewardProperties reward;

	private final Clock clock;

	Success(JdbcClient jdbc, FundingSucceeded type, RewardProperties reward, Clock clock) {
		this.jdbc = jdbc;
		this.type = type;
		this.reward = reward;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "SUCCEEDED";
	}

	@Override
	public List<NewNotification> notifications(UserRange participants) {
		participants.statement(this.jdbc, GRANT)
			.param("percent", this.reward.percent())
			.param("minAmount", this.reward.minAmount())
			.param("maxAmount", this.reward.maxAmount())
			.param("now", LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
			.update();
		return participants.statement(this.jdbc, READ).query((row, number) -> notification(row)).list();
	}

	private NewNotification notification(ResultSet row) throws SQLException {
		Recipient recipient = new Recipient(row.getLong(1), row.getString(2));
		FundingFacts funding = new FundingFacts(row.getLong(3), row.getString(4),
				row.getObject(5, LocalDateTime.class));
		return this.type.of(recipient, funding,
				new GrantedCoupon(row.getLong(6), row.getLong(7), row.getObject(8, LocalDate.class)));
	}

}
