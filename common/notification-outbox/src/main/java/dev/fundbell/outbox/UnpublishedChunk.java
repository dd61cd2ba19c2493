package dev.fundbell.outbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Chunk that is to be published.
 *
 * @param firstId the id of its first notification
 * @param lastId the id of its last; no other chunk's lie between
 * @param attempts how often it could not be published though all servers were there
 */
record UnpublishedChunk(long firstId, long lastId, int attempts) {

	/** Ids in a chunk that the relay puts together, at most. */
	static final int MAX_SIZE = 1000;

	/** How many ids it spans. */
	long size() {
		return this.lastId - this.firstId + 1;
	}

	/** Whether it may be published in one with the one before it. */
	private boolean follows(UnpublishedChunk first, UnpublishedChunk before) {
		return this.firstId == before.lastId + 1 && this.attempts == 0 && before.attempts == 0
				&& this.lastId - first.firstId < MAX_SIZE;
	}

	/**
	 * Groups chunks that can be published in one: those whose ids lie next to each other,
	 * as the ids of one transaction do. A gap may be a notification that is not committed
	 * yet, and a chunk with a failed attempt stays alone.
	 * @param chunks chunks in the order of their ids
	 */
	static List<List<UnpublishedChunk>> adjacent(List<UnpublishedChunk> chunks) {
		List<List<UnpublishedChunk>> groups = new ArrayList<>();
		List<UnpublishedChunk> group = List.of();
		for (UnpublishedChunk chunk : chunks) {
			if (group.isEmpty() || !chunk.follows(group.get(0), group.get(group.size() - 1))) {
				group = new ArrayList<>();
				groups.add(group);
			}
			group.add(chunk);
		}
		return groups;
	}

	/** The one chunk that a group of adjacent ones makes. */
	static UnpublishedChunk merged(List<UnpublishedChunk> group) {
		return new UnpublishedChunk(group.get(0).firstId, group.get(group.size() - 1).lastId, group.get(0).attempts);
	}

}
