package dev.fundbell.task.fundingreminder;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.run.Share;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.FundingFacts;
import dev.fundbell.notification.Recipient;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Query of the users who marked open fundings as interesting and have not taken part in
 * them. Thread-safe.
 */
final class InterestedUsers {

	// Not with NOT EXISTS, which the optimizer may turn into reading all participations.
	private static final String READ = """
			SELECT STRAIGHT_JOIN i.user_id, u.locale, f.id, f.title, f.deadline
			FROM fundings f FORCE INDEX (PRIMARY)
			JOIN interests i FORCE INDEX (uk_interests) ON i.funding_id = f.id
			JOIN users u ON u.id = i.user_id
			LEFT JOIN participations p FORCE INDEX (ix_participations_funding)
			  ON p.funding_id = i.funding_id AND p.status = 'ACTIVE' AND p.user_id = i.user_id
			WHERE f.id IN (:fundings) AND f.status = 'OPEN' AND f.deadline > :now
			  AND i.user_id > :after AND i.user_id <= :through AND p.id IS NULL %s
			ORDER BY f.id, i.user_id
			""";

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	private final String sql;

	InterestedUsers(JdbcClient jdbc, BusinessCalendar calendar, Share share) {
		this.jdbc = jdbc;
		this.calendar = calendar;
		this.sql = READ.formatted(share.condition("i.user_id"));
	}

	/** The users of a range. */
	List<InterestedUser> in(UserRange range) {
		return range.statement(this.jdbc, this.sql)
			.param("now", LocalDateTime.ofInstant(this.calendar.now(), ZoneOffset.UTC))
			.query((row, number) -> new InterestedUser(new Recipient(row.getLong(1), row.getString(2)),
					new FundingFacts(row.getLong(3), row.getString(4), row.getObject(5, LocalDateTime.class))))
			.list();
	}

}
