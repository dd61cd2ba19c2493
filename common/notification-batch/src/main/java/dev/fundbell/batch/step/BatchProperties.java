package dev.fundbell.batch.step;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the steps of every task.
 *
 * @param chunkSize Rows that are read, written and committed together, and sent to Kafka
 * as one chunk. From 1 to 10000. Unit: rows. Lower it where other programs wait for the
 * locks of a chunk.
 * @param workers Partitions of a step that run at once, of which one usually waits for
 * the database or the broker. At least 1. Unit: threads. Raise it where the database has
 * idle cores, and the connection pool with it.
 * @param skipLimit Rows of a partition that may fail to be processed before its step
 * fails. 0 skips none. Unit: rows. Lower it where a bad row should stop the run.
 * @param maxClockSkew How far the clock of the task's machine may be from the database's;
 * beyond that a run refuses to begin. 0 allows everything. Change it to 0 where tests set
 * the clock.
 */
@ConfigurationProperties("fundbell.batch")
public record BatchProperties(@DefaultValue("2000") int chunkSize, @DefaultValue("3") int workers,
		@DefaultValue("100") int skipLimit, @DefaultValue("5m") Duration maxClockSkew) {

	/**
	 * Partitions per worker, so that one that has more to do than others delays the step
	 * little.
	 */
	private static final int PARTITIONS_PER_WORKER = 4;

	public BatchProperties {
		if (chunkSize < 1 || chunkSize > 10_000 || workers < 1 || skipLimit < 0 || maxClockSkew.isNegative()) {
			throw new IllegalArgumentException("fundbell.batch.chunk-size must be from 1 to 10000, "
					+ "fundbell.batch.workers positive, fundbell.batch.skip-limit and fundbell.batch.max-clock-skew not negative");
		}
	}

	/** Partitions that a step is cut into, at most. */
	int gridSize() {
		return this.workers * PARTITIONS_PER_WORKER;
	}

}
