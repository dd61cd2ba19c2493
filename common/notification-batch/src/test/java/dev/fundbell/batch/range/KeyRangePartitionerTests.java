package dev.fundbell.batch.range;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyRangePartitionerTests {

	@Test
	void givesEachPartitionAsManyRows() {
		assertThat(partitions(100, 10, 4)).containsExactly(range(0, 25), range(25, 50), range(50, 75), range(75, 999));
	}

	@Test
	void makesNoPartitionThatIsNotWorthIt() {
		assertThat(partitions(25, 10, 12)).containsExactly(range(0, 10), range(10, 20), range(20, 999));
		assertThat(partitions(3, 10, 12)).containsExactly(range(0, 999));
	}

	@Test
	void makesNoPartitionWithoutRows() {
		assertThat(partitions(0, 10, 12)).isEmpty();
	}

	/** Rows were deleted between counting and cutting. */
	@Test
	void endsWithTheLastKeyWhereThereAreFewerRowsThanCounted() {
		KeyRangePartitioner.Keys keys = new Numbers(12, 40);
		assertThat(ranges(new KeyRangePartitioner(keys, 10), 4)).containsExactly(range(0, 10), range(10, 999));
	}

	private static List<KeyRange> partitions(int rows, int atLeast, int gridSize) {
		return ranges(new KeyRangePartitioner(new Numbers(rows, rows), atLeast), gridSize);
	}

	private static List<KeyRange> ranges(KeyRangePartitioner partitioner, int gridSize) {
		return partitioner.partition(gridSize).values().stream().map(KeyRange::of).toList();
	}

	private static KeyRange range(int after, int through) {
		return new KeyRange(Integer.toString(after), Integer.toString(through));
	}

	/**
	 * Rows with the keys 1, 2, 3 …
	 *
	 * @param rows how many there are
	 * @param counted how many were counted
	 */
	private record Numbers(long rows, long counted) implements KeyRangePartitioner.Keys {

		@Override
		public long count() {
			return this.counted;
		}

		@Override
		public KeyRange all() {
			return range(0, 999);
		}

		@Override
		public @Nullable String keyAfter(KeyRange range, long rows) {
			long key = Long.parseLong(range.after()) + rows;
			return (key <= this.rows) ? Long.toString(key) : null;
		}

	}

}
