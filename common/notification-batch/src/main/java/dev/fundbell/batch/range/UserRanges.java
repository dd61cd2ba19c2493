package dev.fundbell.batch.range;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The users of a partition as ranges with a bounded number of users each: a large funding
 * is cut into ranges of user ids, small ones share a range. Not thread-safe.
 */
public final class UserRanges implements Supplier<@Nullable UserRange> {

	/**
	 * Fundings of a range at most, so that a statement stays short.
	 */
	static final int MAX_FUNDINGS = 500;

	private final FundingUsers users;

	private final UserPartition partition;

	private final int size;

	private final Deque<FundingUsers.Size> page = new ArrayDeque<>();

	private final List<Long> seen = new ArrayList<>();

	private @Nullable Large large;

	/**
	 * Ranges.
	 * @param users the fundings of the partition and their users
	 * @param partition the partition
	 * @param size users of a range at most
	 */
	public UserRanges(FundingUsers users, UserPartition partition, int size) {
		this.users = users;
		this.partition = partition;
		this.size = size;
	}

	/** The next range, or null after the last. */
	@Override
	public @Nullable UserRange get() {
		if (this.large == null) {
			List<Long> small = this.partition.isWhole() ? nextSmall() : List.of();
			if (!small.isEmpty()) {
				return UserRange.allOf(small);
			}
			if (peek() == null) {
				return null;
			}
			this.large = new Large(take(), this.partition.after());
		}
		return nextOf(this.large);
	}

	/** The ids of the fundings that its ranges have had so far. */
	public List<Long> fundingIds() {
		return List.copyOf(this.seen);
	}

	private List<Long> nextSmall() {
		List<Long> fundings = new ArrayList<>();
		long together = 0;
		for (FundingUsers.Size next = peek(); next != null; next = peek()) {
			together += next.users();
			if (together > this.size || fundings.size() == MAX_FUNDINGS) {
				break;
			}
			fundings.add(take());
		}
		return fundings;
	}

	private FundingUsers.@Nullable Size peek() {
		if (this.page.isEmpty()) {
			this.page.addAll(this.users.nextFundings(MAX_FUNDINGS));
		}
		return this.page.peek();
	}

	private long take() {
		long fundingId = this.page.remove().fundingId();
		this.seen.add(fundingId);
		return fundingId;
	}

	private UserRange nextOf(Large funding) {
		FundingUsers.Part part = this.users.users(funding.id(), funding.after(), this.size);
		// The last range also takes users who come after its last one.
		boolean isLast = part.users() < this.size || part.last() >= this.partition.through();
		long through = isLast ? this.partition.through() : part.last();
		this.large = isLast ? null : new Large(funding.id(), through);
		return new UserRange(List.of(funding.id()), funding.after(), through);
	}

	private record Large(long id, long after) {

	}

}
