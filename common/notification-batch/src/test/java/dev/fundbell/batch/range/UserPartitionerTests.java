package dev.fundbell.batch.range;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class UserPartitionerTests {

	@Test
	void putsNeighboursTogetherUpToTheSize() {
		assertThat(partitions(10, TestUsers.of(4, 5, 1, 9, 1, 10, 0, 1)))
			.extracting((partition) -> partition.fundings().after(), (partition) -> partition.fundings().through())
			.containsExactly(tuple("0", "3"), tuple("3", "5"), tuple("5", "7"), tuple("7", "8"));
	}

	@Test
	void cutsALargeFundingByItsUsers() {
		List<UserPartition> partitions = partitions(10, TestUsers.of(1, 25, 1));
		assertThat(partitions)
			.extracting((partition) -> partition.fundings().through(), UserPartition::after, UserPartition::through)
			.containsExactly(tuple("1", 0L, Long.MAX_VALUE), tuple("2", 0L, 10L), tuple("2", 10L, 20L),
					tuple("2", 20L, Long.MAX_VALUE), tuple("3", 0L, Long.MAX_VALUE));
		assertThat(partitions).extracting(UserPartition::isWhole).containsExactly(true, false, false, false, true);
	}

	@Test
	void makesAboutAsManyPartitionsAsTheGridHas() {
		int[] hundreds = IntStream.range(0, 10_000).map((each) -> 100).toArray();
		assertThat(new UserPartitioner(() -> TestUsers.of(hundreds), 2000).partition(12)).hasSizeBetween(12, 13);
	}

	@Test
	void makesNoPartitionWithoutFundings() {
		assertThat(partitions(10, TestUsers.of())).isEmpty();
	}

	/** Each of them is read, and settled, even if all its users have gone. */
	@Test
	void hasAPlaceForFundingsWithoutUsers() {
		assertThat(partitions(10, TestUsers.of(0, 0))).singleElement()
			.satisfies((partition) -> assertThat(partition.fundings()).isEqualTo(new KeyRange("0", "2")));
	}

	@Test
	void countsTheRowsOfAllPartitions() {
		assertThat(Partitions.rows(partition(10, TestUsers.of(1, 25, 1)))).isEqualTo(27);
	}

	private static List<UserPartition> partitions(int size, TestUsers users) {
		return partition(size, users).values().stream().map(UserPartition::of).toList();
	}

	/** With a grid so fine that the least size decides. */
	private static Map<String, ExecutionContext> partition(int size, TestUsers users) {
		return new UserPartitioner(() -> users, size).partition(1000);
	}

}
