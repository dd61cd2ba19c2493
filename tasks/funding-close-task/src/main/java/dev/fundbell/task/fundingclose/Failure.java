package dev.fundbell.task.fundingclose;

import java.time.LocalDateTime;
import java.util.List;

import dev.fundbell.batch.UserRange;
import dev.fundbell.notification.FundingFacts;
import dev.fundbell.notification.FundingFailed;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.notification.Recipient;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The target was missed: each participant is told so. */
final class Failure implements Outcome {

	private static final String READ = """
			SELECT STRAIGHT_JOIN p.user_id, u.locale, p.funding_id, f.title, c.deadline
			FROM (
			  SELECT DISTINCT funding_id, user_id FROM participations FORCE INDEX (ix_participations_funding)
			  WHERE funding_id IN (:fundings) AND status = 'ACTIVE' AND user_id > :after AND user_id <= :through
			) p
			JOIN funding_closings c ON c.funding_id = p.funding_id
			JOIN fundings f ON f.id = p.funding_id
			JOIN users u ON u.id = p.user_id
			ORDER BY p.funding_id, p.user_id
			""";

	private final JdbcClient jdbc;

	private final FundingFailed type;

	Failure(JdbcClient jdbc, FundingFailed type) {
		this.jdbc = jdbc;
		this.type = type;
	}

	@Override
	public String name() {
		return "FAILED";
	}

	@Override
	public List<NewNotification> notifications(UserRange participants) {
		return participants.statement(this.jdbc, READ)
			.query((row, number) -> this.type.of(new Recipient(row.getLong(1), row.getString(2)),
					new FundingFacts(row.getLong(3), row.getString(4), row.getObject(5, LocalDateTime.class))))
			.list();
	}

}
