package dev.fundbell.task.fundingclose;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.UserRange;
import dev.fundbell.batch.UserRanges;
import dev.fundbell.batch.publish.NotificationPublisher;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells the participants of closed fundings how they ended. A funding is settled once all
 * its participants have a notification: until then, every run goes through them again.
 */
final class TellParticipants implements ChunkedWork<UserRange> {

	private static final String SETTLE = """
			UPDATE funding_closings SET settled_at = :now
			WHERE funding_id IN (:fundings) AND outcome = :outcome AND settled_at IS NULL
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final NotificationPublisher publisher;

	private final Outcome outcome;

	private final Clock clock;

	private final int chunkSize;

	TellParticipants(JdbcClient jdbc, TransactionOperations transactions, NotificationPublisher publisher,
			Outcome outcome, Clock clock, BatchProperties properties) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.publisher = publisher;
		this.outcome = outcome;
		this.clock = clock;
		this.chunkSize = properties.chunkSize();
	}

	@Override
	public ChunkSource<UserRange> chunks(JobParameters parameters) {
		Long only = FundingCloseParameters.of(parameters).fundingId();
		return new UserRanges(new UnsettledFundings(this.jdbc, this.outcome.name(), only), this.chunkSize);
	}

	@Override
	public ChunkCount process(UserRange participants) {
		ChunkCount count = this.publisher.createAndPublish(() -> this.outcome.notifications(participants));
		if (participants.done()) {
			this.transactions.executeWithoutResult((status) -> settle(participants));
		}
		return count;
	}

	@Override
	public String summary() {
		return this.publisher.times();
	}

	private void settle(UserRange participants) {
		this.jdbc.sql(SETTLE)
			.param("now", LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
			.param("fundings", participants.fundingIds())
			.param("outcome", this.outcome.name())
			.update();
	}

}
