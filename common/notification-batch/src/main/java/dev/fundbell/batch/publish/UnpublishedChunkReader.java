package dev.fundbell.batch.publish;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.publish.UnpublishedRanges;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reader of the first ids of a partition's unpublished chunks, in ascending order. One
 * per partition; not thread-safe.
 */
final class UnpublishedChunkReader implements ItemReader<Long> {

	private final UnpublishedRanges ranges;

	private final long through;

	private long after;

	UnpublishedChunkReader(UnpublishedRanges ranges, KeyRange partition) {
		this.ranges = ranges;
		this.after = Long.parseLong(partition.after());
		this.through = Long.parseLong(partition.through());
	}

	@Override
	public @Nullable Long read() {
		Long next = this.ranges.firstIdAfter(this.after, this.through, 1).orElse(null);
		this.after = (next != null) ? next : this.through;
		return next;
	}

}
