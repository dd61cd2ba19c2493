package dev.fundbell.batch.report;

import java.util.List;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Writer with a preview of the changes that it would make, for dry runs.
 *
 * @param <I> the item
 */
public interface PreviewableWriter<I> extends ItemWriter<I> {

	/**
	 * Names the rows that writing a chunk would change. Changes nothing.
	 * @param chunk a chunk
	 * @return a name for each of the rows, of ids alone: no personal data
	 */
	List<String> preview(Chunk<? extends I> chunk);

}
