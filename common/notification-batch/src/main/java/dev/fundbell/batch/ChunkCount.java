package dev.fundbell.batch;

import org.springframework.batch.core.step.StepContribution;

/**
 * What was done with the rows of a chunk.
 *
 * @param read how many were read
 * @param written how many were written
 * @param filtered how many needed nothing, because it had been done before
 */
public record ChunkCount(long read, long written, long filtered) {

	/** Nothing. */
	public static final ChunkCount NONE = new ChunkCount(0, 0, 0);

	/**
	 * The sum.
	 * @param other another count
	 */
	public ChunkCount plus(ChunkCount other) {
		return new ChunkCount(this.read + other.read, this.written + other.written, this.filtered + other.filtered);
	}

	void addTo(StepContribution contribution) {
		for (long row = 0; row < this.read; row++) {
			contribution.incrementReadCount();
		}
		contribution.incrementWriteCount(this.written);
		contribution.incrementFilterCount(this.filtered);
	}

}
