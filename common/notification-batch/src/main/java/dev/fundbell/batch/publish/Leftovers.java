package dev.fundbell.batch.publish;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes what earlier runs left: notifications that were created and never claimed,
 * and claims whose publisher is dead. A claim that somebody works on is locked and passed
 * over.
 */
final class Leftovers implements ChunkedWork<UnpublishedRange> {

	private final NotificationPublisher publisher;

	private final ClaimedNotifications notifications;

	private final TransactionOperations transactions;

	private final Clock clock;

	private final int chunkSize;

	Leftovers(NotificationPublisher publisher, ClaimedNotifications notifications, TransactionOperations transactions,
			Clock clock, int chunkSize) {
		this.publisher = publisher;
		this.notifications = notifications;
		this.transactions = transactions;
		this.clock = clock;
		this.chunkSize = chunkSize;
	}

	@Override
	public ChunkSource<UnpublishedRange> chunks(JobParameters parameters) {
		return this.notifications.unpublished(this.chunkSize);
	}

	@Override
	public ChunkCount process(UnpublishedRange range) {
		// As the column has it, so that the claim finds its own rows again.
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		ClaimedRange claimed = new ClaimedRange(range.after(), range.through(), now, 0);
		int rows = this.transactions.execute((status) -> this.notifications.claim(range.state(), claimed));
		int published = (rows > 0) ? this.publisher.publish(claimed.withRows(rows)) : 0;
		return new ChunkCount(rows, published, rows - published);
	}

	/** Makes the leftovers of a publisher, which publishes them. */
	interface Factory {

		ChunkedWork<?> of(NotificationPublisher publisher);

	}

}
