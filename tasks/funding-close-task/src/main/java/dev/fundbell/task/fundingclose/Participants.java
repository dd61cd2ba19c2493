package dev.fundbell.task.fundingclose;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.run.Share;
import dev.fundbell.notification.ClosedFunding;
import dev.fundbell.notification.Recipient;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Query of the participants of fundings that failed, but for those who still have an
 * unused coupon for an earlier success. Thread-safe.
 */
final class Participants {

	// The coupon that the closing has taken back: a user has one at a time, and those of
	// earlier closings were taken back by earlier runs. A user who still has one is told
	// by the run that takes it back.
	private static final String READ = """
			SELECT STRAIGHT_JOIN p.user_id, u.locale, p.funding_id, f.title, c.due_date, k.amount
			FROM (
			  SELECT DISTINCT funding_id, user_id FROM participations FORCE INDEX (ix_participations_funding)
			  WHERE funding_id IN (:fundings) AND status = 'ACTIVE' AND user_id > :after AND user_id <= :through %s
			) p
			JOIN funding_closings c ON c.funding_id = p.funding_id
			JOIN fundings f ON f.id = p.funding_id
			JOIN users u ON u.id = p.user_id
			LEFT JOIN coupons k FORCE INDEX (uk_coupons_occasion) ON c.succeeded_before AND k.funding_id = p.funding_id
			    AND k.user_id = p.user_id AND k.occasion IS NULL AND k.taken_back_by >= c.closed_by
			LEFT JOIN coupons h FORCE INDEX (uk_coupons_occasion) ON c.succeeded_before AND h.funding_id = p.funding_id
			    AND h.user_id = p.user_id AND h.occasion = 'FUNDING_SUCCEEDED' AND h.status = 'ACTIVE'
			WHERE h.id IS NULL
			ORDER BY p.funding_id, p.user_id
			""";

	private final JdbcClient jdbc;

	private final String sql;

	Participants(JdbcClient jdbc, Share share) {
		this.jdbc = jdbc;
		this.sql = READ.formatted(share.condition("user_id"));
	}

	/** The participants of a range, each once. */
	List<Participant> in(UserRange range) {
		return range.statement(this.jdbc, this.sql).query((row, number) -> participant(row)).list();
	}

	private static Participant participant(ResultSet row) throws SQLException {
		return new Participant(new Recipient(row.getLong(1), row.getString(2)),
				new ClosedFunding(row.getLong(3), row.getString(4), row.getObject(5, LocalDate.class)),
				row.getObject(6, Long.class));
	}

}
