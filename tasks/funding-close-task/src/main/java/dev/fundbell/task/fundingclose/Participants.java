package dev.fundbell.task.fundingclose;

import java.time.LocalDate;
import java.util.List;

import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.run.Share;
import dev.fundbell.notification.ClosedFunding;
import dev.fundbell.notification.Recipient;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Query of the participants of closed fundings. Thread-safe. */
final class Participants {

	private static final String READ = """
			SELECT STRAIGHT_JOIN p.user_id, u.locale, p.funding_id, f.title, c.due_date
			FROM (
			  SELECT DISTINCT funding_id, user_id FROM participations FORCE INDEX (ix_participations_funding)
			  WHERE funding_id IN (:fundings) AND status = 'ACTIVE' AND user_id > :after AND user_id <= :through %s
			) p
			JOIN funding_closings c ON c.funding_id = p.funding_id
			JOIN fundings f ON f.id = p.funding_id
			JOIN users u ON u.id = p.user_id
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
		return range.statement(this.jdbc, this.sql)
			.query((row, number) -> new Participant(new Recipient(row.getLong(1), row.getString(2)),
					new ClosedFunding(row.getLong(3), row.getString(4), row.getObject(5, LocalDate.class))))
			.list();
	}

}
