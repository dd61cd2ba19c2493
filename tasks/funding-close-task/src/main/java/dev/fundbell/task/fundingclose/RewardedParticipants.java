package dev.fundbell.task.fundingclose;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.run.Share;
import dev.fundbell.notification.ClosedFunding;
import dev.fundbell.notification.GrantedCoupon;
import dev.fundbell.notification.Recipient;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Query of the active participants of fundings that succeeded: those who have the coupon
 * for it, and were not told of it at an earlier success. Thread-safe.
 */
final class RewardedParticipants {

	// A user who was told of a coupon at an earlier success is not told of it again. No
	// NOT EXISTS: the optimizer may turn it into reading all notifications.
	private static final String READ = """
			SELECT STRAIGHT_JOIN k.user_id, u.locale, k.funding_id, f.title, c.due_date, k.id, k.amount,
			    k.expiration_date
			FROM (
			  SELECT DISTINCT funding_id, user_id FROM participations FORCE INDEX (ix_participations_funding)
			  WHERE funding_id IN (:fundings) AND status = 'ACTIVE' AND user_id > :after AND user_id <= :through %s
			) p
			JOIN coupons k FORCE INDEX (uk_coupons_occasion) ON k.funding_id = p.funding_id
			    AND k.user_id = p.user_id AND k.occasion = 'FUNDING_SUCCEEDED'
			JOIN funding_closings c ON c.funding_id = k.funding_id
			JOIN fundings f ON f.id = k.funding_id
			JOIN users u ON u.id = k.user_id
			WHERE NOT c.succeeded_before OR (
			  SELECT 1 FROM notifications n FORCE INDEX (uk_notifications_business_key)
			  WHERE n.user_id = k.user_id AND n.type = 'FUNDING_SUCCEEDED' AND n.subject_id = k.funding_id
			    AND n.coupon_id = k.id AND n.due_date <> c.due_date AND n.state <> 'WITHDRAWN' LIMIT 1) IS NULL
			ORDER BY p.funding_id, p.user_id
			""";

	private final JdbcClient jdbc;

	private final String sql;

	RewardedParticipants(JdbcClient jdbc, Share share) {
		this.jdbc = jdbc;
		this.sql = READ.formatted(share.condition("user_id"));
	}

	/** The participants of a range. */
	List<RewardedParticipant> in(UserRange range) {
		return range.statement(this.jdbc, this.sql).query((row, number) -> participant(row)).list();
	}

	private static RewardedParticipant participant(ResultSet row) throws SQLException {
		return new RewardedParticipant(new Recipient(row.getLong(1), row.getString(2)),
				new ClosedFunding(row.getLong(3), row.getString(4), row.getObject(5, LocalDate.class)),
				new GrantedCoupon(row.getLong(6), row.getLong(7), row.getObject(8, LocalDate.class)));
	}

}
