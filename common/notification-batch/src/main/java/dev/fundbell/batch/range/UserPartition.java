package dev.fundbell.batch.range;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Partition of the users of fundings: all users of a range of fundings, or some users of
 * one large funding.
 *
 * @param fundings keys of the fundings
 * @param after the user id before the first
 * @param through the last user id
 */
public record UserPartition(KeyRange fundings, long after, long through) {

	private static final String AFTER_USER = "after-user";

	private static final String THROUGH_USER = "through-user";

	static UserPartition allOf(KeyRange fundings) {
		return new UserPartition(fundings, 0, Long.MAX_VALUE);
	}

	/** The partition of a step execution. */
	public static UserPartition of(ExecutionContext partition) {
		return new UserPartition(KeyRange.of(partition), partition.getLong(AFTER_USER),
				partition.getLong(THROUGH_USER));
	}

	void putInto(ExecutionContext partition) {
		this.fundings.putInto(partition);
		partition.putLong(AFTER_USER, this.after);
		partition.putLong(THROUGH_USER, this.through);
	}

	/** Whether it has all users of its fundings. */
	public boolean isWhole() {
		return this.after == 0 && this.through == Long.MAX_VALUE;
	}

}
