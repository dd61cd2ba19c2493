package dev.fundbell.batch.range;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reader of rows, one range of keys after another: a range is one query, so that memory
 * holds the rows of one range. One per partition; not thread-safe.
 *
 * @param <R> the range
 * @param <T> the row
 */
public final class RangeItemReader<R, T> implements ItemReader<T> {

	private final Supplier<@Nullable R> ranges;

	private final Function<R, List<T>> rowsOf;

	private Iterator<T> rows = Collections.emptyIterator();

	/**
	 * A reader.
	 * @param ranges gives the next range, or null after the last
	 * @param rowsOf queries the rows of a range
	 */
	public RangeItemReader(Supplier<@Nullable R> ranges, Function<R, List<T>> rowsOf) {
		this.ranges = ranges;
		this.rowsOf = rowsOf;
	}

	@Override
	public @Nullable T read() {
		while (!this.rows.hasNext()) {
			R range = this.ranges.get();
			if (range == null) {
				return null;
			}
			this.rows = this.rowsOf.apply(range).iterator();
		}
		return this.rows.next();
	}

}
