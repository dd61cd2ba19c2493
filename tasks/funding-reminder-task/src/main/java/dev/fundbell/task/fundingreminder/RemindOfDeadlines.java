package dev.fundbell.task.fundingreminder;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.UserRange;
import dev.fundbell.batch.UserRanges;
import dev.fundbell.batch.publish.NotificationPublisher;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.FundingDeadline;
import dev.fundbell.notification.FundingFacts;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.notification.Recipient;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reminds users of open fundings that interest them and close within the lead time, and
 * in which they have not taken part.
 */
final class RemindOfDeadlines implements ChunkedWork<UserRange> {

	// Not with NOT EXISTS, which the optimizer may turn into reading all participations.
	private static final String READ = """
			SELECT STRAIGHT_JOIN i.user_id, u.locale, f.id, f.title, f.deadline
			FROM fundings f FORCE INDEX (PRIMARY)
			JOIN interests i FORCE INDEX (uk_interests) ON i.funding_id = f.id
			JOIN users u ON u.id = i.user_id
			LEFT JOIN participations p FORCE INDEX (ix_participations_funding)
			  ON p.funding_id = i.funding_id AND p.status = 'ACTIVE' AND p.user_id = i.user_id
			WHERE f.id IN (:fundings) AND f.status = 'OPEN' AND f.deadline > :now
			  AND i.user_id > :after AND i.user_id <= :through AND p.id IS NULL
			ORDER BY f.id, i.user_id
			""";

	private final JdbcClient jdbc;

	private final NotificationPublisher publisher;

	private final FundingDeadline type;

	private final BusinessCalendar calendar;

	private final int chunkSize;

	RemindOfDeadlines(JdbcClient jdbc, NotificationPublisher publisher, FundingDeadline type, BusinessCalendar calendar,
			BatchProperties properties) {
		this.jdbc = jdbc;
		this.publisher = publisher;
		this.type = type;
		this.calendar = calendar;
		this.chunkSize = properties.chunkSize();
	}

	@Override
	public ChunkSource<UserRange> chunks(JobParameters parameters) {
		LeadTime run = LeadTime.of(parameters);
		Instant start = this.calendar.endOf(run.runDate().minusDays(1));
		Instant next = this.calendar.now().truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
		Instant from = start.isAfter(next) ? start : next;
		return new UserRanges(new InterestedUsers(this.jdbc, from, this.calendar.endOf(run.lastDate())),
				this.chunkSize);
	}

	@Override
	public ChunkCount process(UserRange users) {
		return this.publisher.createAndPublish(() -> read(users));
	}

	@Override
	public String summary() {
		return this.publisher.times();
	}

	private List<NewNotification> read(UserRange users) {
		return users.statement(this.jdbc, READ)
			.param("now", LocalDateTime.ofInstant(this.calendar.now(), ZoneOffset.UTC))
			.query((row, number) -> this.type.of(new Recipient(row.getLong(1), row.getString(2)),
					new FundingFacts(row.getLong(3), row.getString(4), row.getObject(5, LocalDateTime.class))))
			.list();
	}

}
