package dev.fundbell.batch;

import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * What a step does, chunk by chunk. A chunk names rows (a key range) and does not hold
 * them, so that memory stays bounded whatever their number.
 *
 * @param <C> names the rows of a chunk
 */
public interface ChunkedWork<C> {

	/**
	 * The chunks of one run. Called once a run, from one thread.
	 * @param parameters the run's parameters
	 * @return where the chunks come from
	 */
	ChunkSource<C> chunks(JobParameters parameters);

	/**
	 * Works on the rows of a chunk and commits. Called from several threads at once. An
	 * earlier run may have done a part of it: what is left is found in the data.
	 * @param chunk a chunk of this run
	 * @return what was done
	 */
	ChunkCount process(C chunk);

	/** What the log adds to the step's last line, such as where the time went. */
	default String summary() {
		return "";
	}

}
