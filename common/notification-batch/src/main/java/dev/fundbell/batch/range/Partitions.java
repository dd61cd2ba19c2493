package dev.fundbell.batch.range;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The partitions of a step: a context for each, with the number of its rows. */
public final class Partitions {

	private static final String ROWS = "rows";

	private final Map<String, ExecutionContext> partitions = new LinkedHashMap<>();

	Partitions() {
	}

	/**
	 * Counts the rows of all partitions, for the progress only.
	 * @param partitions the partitions of a partitioner of this package
	 */
	public static long rows(Map<String, ExecutionContext> partitions) {
		return partitions.values().stream().mapToLong((partition) -> partition.getLong(ROWS, 0)).sum();
	}

	/**
	 * Rows per partition, so that there are no more partitions than wanted and none is
	 * too small to be worth its cost.
	 * @param total rows of all
	 * @param gridSize partitions at most
	 * @param atLeast rows of a partition at least
	 */
	static long size(long total, int gridSize, int atLeast) {
		return Math.max(atLeast, (total + gridSize - 1) / gridSize);
	}

	ExecutionContext add(long rows) {
		ExecutionContext partition = new ExecutionContext();
		partition.putLong(ROWS, rows);
		this.partitions.put("partition%03d".formatted(this.partitions.size() + 1), partition);
		return partition;
	}

	Map<String, ExecutionContext> asMap() {
		return this.partitions;
	}

}
