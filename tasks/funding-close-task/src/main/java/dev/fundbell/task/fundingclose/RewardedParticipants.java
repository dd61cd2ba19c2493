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
 * The participants of fundings that succeeded who have the coupon for it. Thread-safe.
 */
final class RewardedParticipants {

	private static final String READ = """
			SELECT STRAIGHT_JOIN k.user_id, u.locale, k.funding_id, f.title, c.due_date, k.id, k.amount,
			    k.expiration_date
			FROM coupons k FORCE INDEX (uk_coupons_occasion)
			JOIN funding_closings c ON c.funding_id = k.funding_id
			JOIN fundings f ON f.id = k.funding_id
			JOIN users u ON u.id = k.user_id
			WHERE k.funding_id IN (:fundings) AND k.user_id > :after AND k.user_id <= :through
			  AND k.occasion = 'FUNDING_SUCCEEDED' %s
			ORDER BY k.funding_id, k.user_id
			""";

	private final JdbcClient jdbc;

	private final String sql;

	RewardedParticipants(JdbcClient jdbc, Share share) {
		this.jdbc = jdbc;
		this.sql = READ.formatted(share.condition("k.user_id"));
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
