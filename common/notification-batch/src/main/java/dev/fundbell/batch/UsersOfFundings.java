package dev.fundbell.batch;

import java.util.List;

/**
 * Tells {@link UserRanges} of fundings and of users who have to do with them. Not
 * thread-safe.
 */
public interface UsersOfFundings {

	/** How many users there are, all together; for the progress only. */
	long total();

	/**
	 * The next fundings.
	 * @param limit how many at most
	 * @return them, each once; none where there are no more
	 */
	List<Size> nextFundings(int limit);

	/**
	 * The next users of a funding, each once.
	 * @param fundingId the funding
	 * @param after the user id before the first
	 * @param limit how many at most
	 * @return them
	 */
	Part users(long fundingId, long after, int limit);

	/**
	 * A funding's size.
	 *
	 * @param fundingId the funding
	 * @param users how many users it has, at most
	 */
	record Size(long fundingId, long users) {

	}

	/**
	 * Some of a funding's users.
	 *
	 * @param last the last user's id
	 * @param users how many they are
	 */
	record Part(long last, int users) {

	}

}
