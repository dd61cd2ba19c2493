package dev.fundbell.outbox;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnpublishedChunkTests {

	@Test
	void groupsChunksWhoseIdsLieNextToEachOther() {
		assertThat(merged(chunk(1, 3, 0), chunk(4, 4, 0), chunk(6, 6, 0))).containsExactly(chunk(1, 4, 0),
				chunk(6, 6, 0));
	}

	@Test
	void leavesAChunkWithAFailedAttemptAlone() {
		assertThat(merged(chunk(1, 1, 0), chunk(2, 2, 1), chunk(3, 3, 0))).hasSize(3);
	}

	@Test
	void groupsAThousandIdsAtMost() {
		UnpublishedChunk[] single = LongStream.rangeClosed(1, 1001)
			.mapToObj((id) -> chunk(id, id, 0))
			.toArray(UnpublishedChunk[]::new);
		assertThat(merged(single)).containsExactly(chunk(1, 1000, 0), chunk(1001, 1001, 0));
	}

	@Test
	void makesNoLargeChunkLarger() {
		assertThat(merged(chunk(1, 2000, 0), chunk(2001, 4000, 0))).hasSize(2);
	}

	private static List<UnpublishedChunk> merged(UnpublishedChunk... chunks) {
		return UnpublishedChunk.adjacent(List.of(chunks)).stream().map(UnpublishedChunk::merged).toList();
	}

	private static UnpublishedChunk chunk(long firstId, long lastId, int attempts) {
		return new UnpublishedChunk(firstId, lastId, attempts);
	}

}
