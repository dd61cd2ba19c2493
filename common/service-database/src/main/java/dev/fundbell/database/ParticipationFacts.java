package dev.fundbell.database;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Facts about a participation that is to be cancelled, read without locks.
 *
 * @param id its id
 * @param fundingId its funding
 * @param userId who takes part
 * @param fundingStatus that funding's status
 * @param couponId the coupon that the user has for the funding's success, or null
 * @param isBeingTold whether the funding has succeeded and the user has not been told
 */
record ParticipationFacts(long id, long fundingId, long userId, String fundingStatus, @Nullable Long couponId,
		boolean isBeingTold) {

	/** Reads each table by one key. */
	static final String FIND = """
			SELECT STRAIGHT_JOIN p.id, p.funding_id, p.user_id, f.status, k.id,
			    c.outcome <=> 'SUCCEEDED' AND c.settled_at IS NULL AND (
			      SELECT 1 FROM notifications n FORCE INDEX (uk_notifications_business_key)
			      WHERE n.user_id = p.user_id AND n.type = 'FUNDING_SUCCEEDED' AND n.subject_id = p.funding_id
			        AND n.coupon_id = k.id LIMIT 1) IS NULL
			FROM participations p
			JOIN fundings f ON f.id = p.funding_id
			LEFT JOIN funding_closings c ON c.funding_id = p.funding_id
			LEFT JOIN coupons k FORCE INDEX (uk_coupons_occasion) ON k.funding_id = p.funding_id
			    AND k.user_id = p.user_id AND k.occasion = 'FUNDING_SUCCEEDED'
			WHERE p.id = :id
			""";

	static ParticipationFacts of(ResultSet row) throws SQLException {
		return new ParticipationFacts(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4),
				row.getObject(5, Long.class), row.getBoolean(6));
	}

}
