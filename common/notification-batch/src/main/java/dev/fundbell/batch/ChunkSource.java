package dev.fundbell.batch;

import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks of a run one after the other, each by a query that costs the same
 * wherever it is in the table. Not thread-safe.
 *
 * @param <C> names the rows of a chunk
 */
public interface ChunkSource<C> {

	/** How many rows there are to work on as the run begins, for the progress only. */
	long total();

	/**
	 * The next chunk.
	 * @return the chunk, or null where there are no more
	 */
	@Nullable C next();

}
