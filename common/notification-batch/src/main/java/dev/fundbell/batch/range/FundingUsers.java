package dev.fundbell.batch.range;

import java.util.List;

/**
 * Source of fundings, in the order of some key, and of the users who belong to them. Not
 * thread-safe.
 */
public interface FundingUsers {

	/** The key before the first funding's. */
	String start();

	/** How many users there are, all together, to cut them into partitions. */
	long total();

	/**
	 * The next fundings.
	 * @param limit how many at most
	 * @return empty after the last one
	 */
	List<Size> nextFundings(int limit);

	/**
	 * The next users of a funding, each once.
	 * @param fundingId the funding
	 * @param after the user id before the first
	 * @param limit how many at most
	 */
	Part users(long fundingId, long after, long limit);

	/**
	 * A funding's size.
	 *
	 * @param fundingId the funding
	 * @param key its key in the order of the source
	 * @param users how many users it has, at most
	 */
	record Size(long fundingId, String key, long users) {

	}

	/**
	 * Some of a funding's users.
	 *
	 * @param last the last user's id
	 * @param users how many they are
	 */
	record Part(long last, long users) {

	}

}
