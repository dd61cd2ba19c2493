package dev.fundbell.batch.range;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class UserRangesTests {

	private static final int SIZE = 10;

	private static final UserPartition ALL = UserPartition.allOf(new KeyRange("0", "9"));

	@Test
	void putsSmallFundingsTogether() {
		assertThat(described(TestUsers.of(4, 5, 1, 9, 1, 10, 0, 1))).containsExactly("[1, 2, 3] all", "[4, 5] all",
				"[6, 7] all", "[8] all");
	}

	@ParameterizedTest
	@ValueSource(ints = { 11, 19, 20, 21, 29 })
	void cutsALargeFunding(int number) {
		List<UserRange> ranges = ranges(TestUsers.of(1, number, 1));
		assertThat(ranges).hasSize(2 + 1 + number / SIZE);
		assertThat(ranges.get(1)).extracting(UserRange::after, UserRange::through).containsExactly(0L, 10L);
		assertThat(ranges.get(ranges.size() - 2)).extracting(UserRange::after, UserRange::through)
			.containsExactly(number / SIZE * 10L, Long.MAX_VALUE);
	}

	@Test
	void goesThroughManyFundings() {
		int[] numbers = IntStream.range(0, 2500).map((number) -> 0).toArray();
		List<UserRange> ranges = ranges(TestUsers.of(numbers));
		assertThat(ranges).extracting((range) -> range.fundingIds().size()).containsExactly(500, 500, 500, 500, 500);
	}

	@Test
	void isEmptyWithoutFundings() {
		assertThat(ranges(TestUsers.of())).isEmpty();
	}

	@Test
	void endsAFundingWhoseUsersHaveGoneMeanwhile() {
		TestUsers users = TestUsers.of(25);
		UserRanges ranges = new UserRanges(users, ALL, SIZE);
		ranges.get();
		users.numbers.put(1L, 10);
		assertThat(ranges.get().after()).isEqualTo(10);
		assertThat(ranges.get()).isNull();
	}

	@Test
	void knowsTheFundingsThatItsRangesHaveHad() {
		UserRanges ranges = new UserRanges(TestUsers.of(4, 25, 1), ALL, SIZE);
		assertThat(ranges.fundingIds()).isEmpty();
		ranges.get();
		ranges.get();
		assertThat(ranges.fundingIds()).containsExactly(1L, 2L);
		IntStream.range(0, 3).forEach((number) -> ranges.get());
		assertThat(ranges.fundingIds()).containsExactly(1L, 2L, 3L);
	}

	@Test
	void staysWithinAPartitionOfALargeFunding() {
		UserPartition partition = new UserPartition(new KeyRange("0", "1"), 20, 45);
		UserRanges ranges = new UserRanges(TestUsers.of(100), partition, SIZE);
		assertThat(List.of(ranges.get(), ranges.get(), ranges.get())).extracting(UserRange::after, UserRange::through)
			.containsExactly(tuple(20L, 30L), tuple(30L, 40L), tuple(40L, 45L));
		assertThat(ranges.get()).isNull();
	}

	private static List<UserRange> ranges(TestUsers users) {
		UserRanges source = new UserRanges(users, ALL, SIZE);
		List<UserRange> ranges = new ArrayList<>();
		for (UserRange range = source.get(); range != null; range = source.get()) {
			ranges.add(range);
		}
		return ranges;
	}

	private static List<String> described(TestUsers users) {
		return ranges(users).stream()
			.map((range) -> range.fundingIds()
					+ ((range.through() == Long.MAX_VALUE) ? " all" : " through " + range.through()))
			.toList();
	}

}
