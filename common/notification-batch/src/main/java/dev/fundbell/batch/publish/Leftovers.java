package dev.fundbell.batch.publish;

import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;

import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * Publishes what earlier runs left, of whatever task: notifications that were created and
 * never claimed, and claims whose publisher is dead. A claim that somebody works on is
 * passed over. It also makes sure, before anything is created, that the broker is there.
 */
final class Leftovers implements ChunkedWork<Long> {

	private final NotificationPublisher publisher;

	private final UnpublishedRanges ranges;

	private final EventSender sender;

	Leftovers(NotificationPublisher publisher, UnpublishedRanges ranges, EventSender sender) {
		this.publisher = publisher;
		this.ranges = ranges;
		this.sender = sender;
	}

	@Override
	public ChunkSource<Long> chunks(JobParameters parameters) {
		this.sender.connect();
		return this.ranges.all();
	}

	@Override
	public ChunkCount process(Long firstId) {
		int published = this.publisher.publishAbandoned(firstId);
		return new ChunkCount(published, published, 0);
	}

}
