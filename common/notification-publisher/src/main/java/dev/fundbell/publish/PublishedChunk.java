package dev.fundbell.publish;

import java.util.List;

/**
 * Result of publishing a chunk that was unpublished.
 *
 * @param sent how many notifications were sent
 * @param withdrawn the ids of those that were withdrawn because they are stale
 */
public record PublishedChunk(int sent, List<Long> withdrawn) {

	/** Result for a chunk that another run publishes. */
	static final PublishedChunk NOTHING = new PublishedChunk(0, List.of());

}
