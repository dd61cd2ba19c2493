package dev.fundbell.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Users of fundings as ranges with a bounded number of users each, so that a funding with
 * a million users and ten thousand fundings with a few each are worked on at the same
 * rate: a large funding is cut into ranges of user ids, small ones share a range.
 */
public final class UserRanges implements ChunkSource<UserRange> {

	/** Fundings that are asked for, and that share a range, at most. */
	static final int MAX_FUNDINGS = 1000;

	private final UsersOfFundings users;

	private final int size;

	private final Deque<UsersOfFundings.Size> page = new ArrayDeque<>();

	private @Nullable Large large;

	/**
	 * Ranges.
	 * @param users whose users they are
	 * @param size users of a range at most
	 */
	public UserRanges(UsersOfFundings users, int size) {
		this.users = users;
		this.size = size;
	}

	@Override
	public long total() {
		return this.users.total();
	}

	@Override
	public @Nullable UserRange next() {
		if (this.large == null) {
			List<Long> small = nextSmall();
			if (!small.isEmpty()) {
				return UserRange.allOf(small);
			}
			UsersOfFundings.Size next = this.page.poll();
			if (next == null) {
				return null;
			}
			this.large = new Large(next.fundingId(), 0, new AtomicInteger(1));
		}
		return nextOf(this.large);
	}

	private List<Long> nextSmall() {
		List<Long> fundings = new ArrayList<>();
		long together = 0;
		for (UsersOfFundings.Size next = peek(); next != null; next = peek()) {
			together += next.users();
			if (together > this.size || fundings.size() == MAX_FUNDINGS) {
				break;
			}
			fundings.add(this.page.remove().fundingId());
		}
		return fundings;
	}

	private UsersOfFundings.@Nullable Size peek() {
		if (this.page.isEmpty()) {
			this.page.addAll(this.users.nextFundings(MAX_FUNDINGS));
		}
		return this.page.peek();
	}

	private UserRange nextOf(Large funding) {
		UsersOfFundings.Part part = this.users.users(funding.id(), funding.after(), this.size);
		List<Long> id = List.of(funding.id());
		if (part.users() < this.size) {
			// The last one also takes whoever comes after it.
			this.large = null;
			return new UserRange(id, funding.after(), Long.MAX_VALUE, funding.undone());
		}
		this.large = new Large(funding.id(), part.last(), funding.undone());
		funding.undone().incrementAndGet();
		return new UserRange(id, funding.after(), part.last(), funding.undone());
	}

	private record Large(long id, long after, AtomicInteger undone) {

	}

}
