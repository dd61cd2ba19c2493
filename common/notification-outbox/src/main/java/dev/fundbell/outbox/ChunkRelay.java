package dev.fundbell.outbox;

import java.util.List;
import java.util.function.BooleanSupplier;

import dev.fundbell.publish.NotificationPublisher;
import dev.fundbell.publish.Outage;
import dev.fundbell.publish.UnpublishedRanges;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Relay of the unpublished chunks to Kafka, as the runs of tasks publish them: any number
 * of relays and runs may do so at once. Adjacent chunks are published in one. A chunk
 * that cannot be published is halved until the notification that is at fault stands
 * alone; that one is tried again after growing pauses, and parked at last. Thread-safe.
 */
final class ChunkRelay {

	private static final Log log = LogFactory.getLog(ChunkRelay.class);

	private final OutboxChunks chunks;

	private final NotificationPublisher publisher;

	private final OutboxStatistics statistics;

	ChunkRelay(OutboxChunks chunks, NotificationPublisher publisher, OutboxStatistics statistics) {
		this.chunks = chunks;
		this.publisher = publisher;
		this.statistics = statistics;
	}

	/**
	 * Publishes all that is due. The pass ends with a page that is not full: a
	 * transaction that took its id early and commits late lies below the page, and would
	 * wait until nobody creates anything.
	 * @param goOn asked before each chunk
	 * @throws RuntimeException if the broker or the database does not answer; the rest
	 * would not get any further
	 */
	void relay(BooleanSupplier goOn) {
		List<UnpublishedChunk> page;
		long after = 0;
		do {
			page = this.chunks.dueAfter(after);
			for (List<UnpublishedChunk> group : UnpublishedChunk.adjacent(page)) {
				if (!goOn.getAsBoolean()) {
					return;
				}
				merge(group).forEach(this::publish);
				after = group.get(group.size() - 1).firstId();
			}
		}
		while (page.size() == OutboxChunks.PAGE);
	}

	/**
	 * Makes sure that the broker can be reached, before anything is claimed.
	 * @throws RuntimeException if it cannot
	 */
	void connect() {
		this.publisher.connect();
	}

	private List<UnpublishedChunk> merge(List<UnpublishedChunk> group) {
		try {
			return (group.size() > 1) ? this.chunks.merge(group) : group;
		}
		catch (PessimisticLockingFailureException ex) {
			leave(group.get(0));
			return List.of();
		}
	}

	private void publish(UnpublishedChunk chunk) {
		try {
			this.statistics.published(this.publisher.publishAbandoned(chunk.firstId()).sent());
		}
		catch (PessimisticLockingFailureException ex) {
			leave(chunk);
		}
		catch (RuntimeException ex) {
			if (isOutage(ex)) {
				throw ex;
			}
			isolate(chunk, ex);
		}
	}

	private static void leave(UnpublishedChunk chunk) {
		log.debug("Chunk %d lost its locks to another one and is left to the next pass".formatted(chunk.firstId()));
	}

	private void isolate(UnpublishedChunk chunk, RuntimeException failure) {
		if (chunk.size() > 1 && chunk.size() <= UnpublishedChunk.MAX_SIZE) {
			this.chunks.halve(chunk).forEach(this::publish);
			return;
		}
		String error = UnpublishedRanges.reason(failure);
		int attempts = this.chunks.failed(chunk, error);
		log.warn(
				"Chunk %d cannot be published: %s. It is tried again later; after %d attempts, this was number %d, it is parked."
					.formatted(chunk.firstId(), error, UnpublishedRanges.MAX_ATTEMPTS, attempts));
	}

	private static boolean isOutage(RuntimeException failure) {
		return Outage.isOutage(failure) || failure instanceof CannotCreateTransactionException
				|| failure instanceof CannotGetJdbcConnectionException;
	}

}
