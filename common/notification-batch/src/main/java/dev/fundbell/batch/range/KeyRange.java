package dev.fundbell.batch.range;

import java.util.Objects;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Range of keys, in the order of an index. A key is a text that its table's reader knows
 * to read.
 *
 * @param after the key before the first
 * @param through the last key
 */
public record KeyRange(String after, String through) {

	private static final String AFTER = "after";

	private static final String THROUGH = "through";

	/** The range of a partition that {@link KeyRangePartitioner} has made. */
	public static KeyRange of(ExecutionContext partition) {
		return new KeyRange(Objects.requireNonNull(partition.getString(AFTER)),
				Objects.requireNonNull(partition.getString(THROUGH)));
	}

	void putInto(ExecutionContext partition) {
		partition.putString(AFTER, this.after);
		partition.putString(THROUGH, this.through);
	}

}
