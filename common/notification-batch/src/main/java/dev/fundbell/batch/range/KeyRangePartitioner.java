package dev.fundbell.batch.range;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Partitioner that cuts the rows of an index into key ranges with the same number of rows
 * each, however the keys are spread. The last range also takes rows that are inserted
 * meanwhile.
 */
public final class KeyRangePartitioner implements Partitioner {

	private final Keys keys;

	private final int atLeast;

	/**
	 * A partitioner.
	 * @param keys the rows
	 * @param atLeast rows of a partition, if there are as many
	 */
	public KeyRangePartitioner(Keys keys, int atLeast) {
		this.keys = keys;
		this.atLeast = atLeast;
	}

	@Override
	public Map<String, ExecutionContext> partition(int gridSize) {
		Partitions partitions = new Partitions();
		long left = this.keys.count();
		long size = Partitions.size(left, gridSize, this.atLeast);
		KeyRange rest = this.keys.all();
		while (left > 0) {
			String end = (left > size) ? this.keys.keyAfter(rest, size) : null;
			String through = (end != null) ? end : rest.through();
			new KeyRange(rest.after(), through).putInto(partitions.add(Math.min(left, size)));
			rest = new KeyRange(through, rest.through());
			left = (end != null) ? left - size : 0;
		}
		return partitions.asMap();
	}

	/** The keys of rows, in the order of an index. */
	public interface Keys {

		/** How many rows there are. */
		long count();

		/** The range of all rows. */
		KeyRange all();

		/**
		 * The key that comes a number of rows after the start of a range. Costs a walk
		 * over that many entries of the index.
		 * @param range the range
		 * @param rows 1 for the first row's key
		 * @return nothing if the range has fewer rows
		 */
		@Nullable String keyAfter(KeyRange range, long rows);

	}

}
