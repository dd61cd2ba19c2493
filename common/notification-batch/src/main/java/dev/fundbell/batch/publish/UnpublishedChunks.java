package dev.fundbell.batch.publish;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.KeyRangePartitioner;
import dev.fundbell.publish.UnpublishedRanges;
import org.jspecify.annotations.Nullable;

/** Keys of the chunks that are unpublished as a step begins: their first ids. */
final class UnpublishedChunks implements KeyRangePartitioner.Keys {

	private final UnpublishedRanges ranges;

	UnpublishedChunks(UnpublishedRanges ranges) {
		this.ranges = ranges;
	}

	@Override
	public long count() {
		return this.ranges.count();
	}

	@Override
	public KeyRange all() {
		return new KeyRange("0", Long.toString(this.ranges.lastFirstId()));
	}

	@Override
	public @Nullable String keyAfter(KeyRange range, long rows) {
		return this.ranges.firstIdAfter(Long.parseLong(range.after()), Long.parseLong(range.through()), rows)
			.map(String::valueOf)
			.orElse(null);
	}

}
