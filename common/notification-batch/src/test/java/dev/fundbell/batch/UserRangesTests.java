package dev.fundbell.batch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UserRangesTests {

	private static final int SIZE = 10;

	@Test
	void putsSmallFundingsTogether() {
		assertThat(described(users(4, 5, 1, 9, 1, 10, 0, 1))).containsExactly("[1, 2, 3] all", "[4, 5] all",
				"[6, 7] all", "[8] all");
	}

	@ParameterizedTest
	@ValueSource(ints = { 11, 19, 20, 21, 29 })
	void cutsALargeFunding(int number) {
		List<UserRange> ranges = ranges(users(1, number, 1));
		assertThat(ranges).hasSize(2 + 1 + number / SIZE);
		assertThat(ranges.get(1)).extracting(UserRange::after, UserRange::through).containsExactly(0L, 10L);
		assertThat(ranges.get(ranges.size() - 2)).extracting(UserRange::after, UserRange::through)
			.containsExactly(number / SIZE * 10L, Long.MAX_VALUE);
	}

	@Test
	void goesThroughManyFundings() {
		int[] numbers = IntStream.range(0, 2500).map((number) -> 0).toArray();
		List<UserRange> ranges = ranges(users(numbers));
		assertThat(ranges).extracting((range) -> range.fundingIds().size()).containsExactly(1000, 1000, 500);
	}

	@Test
	void isEmptyWithoutFundings() {
		assertThat(ranges(users())).isEmpty();
	}

	@Test
	void tellsWhenTheLastRangeOfAFundingIsDone() {
		List<UserRange> ranges = ranges(users(25, 3));
		assertThat(ranges.get(2).done()).isFalse();
		assertThat(ranges.get(0).done()).isFalse();
		assertThat(ranges.get(1).done()).isTrue();
		assertThat(ranges.get(3).done()).isTrue();
	}

	@Test
	void doesNotTakeAFundingForDoneOfWhichRangesAreToCome() {
		UserRanges ranges = new UserRanges(users(25), SIZE);
		assertThat(ranges.next().done()).isFalse();
		assertThat(ranges.next().done()).isFalse();
		assertThat(ranges.next().done()).isTrue();
	}

	@Test
	void endsAFundingWhoseUsersHaveGoneMeanwhile() {
		Users users = users(25);
		UserRanges ranges = new UserRanges(users, SIZE);
		UserRange first = ranges.next();
		users.numbers.put(1L, 10);
		UserRange last = ranges.next();
		assertThat(last.after()).isEqualTo(10);
		assertThat(ranges.next()).isNull();
		assertThat(first.done()).isFalse();
		assertThat(last.done()).isTrue();
	}

	private static List<UserRange> ranges(Users users) {
		UserRanges source = new UserRanges(users, SIZE);
		List<UserRange> ranges = new ArrayList<>();
		for (UserRange range = source.next(); range != null; range = source.next()) {
			ranges.add(range);
		}
		return ranges;
	}

	private static List<String> described(Users users) {
		return ranges(users).stream()
			.map((range) -> range.fundingIds()
					+ ((range.through() == Long.MAX_VALUE) ? " all" : " through " + range.through()))
			.toList();
	}

	/** Fundings 1, 2, 3 … with users 1, 2, 3 … each. */
	private static Users users(int... numbers) {
		Map<Long, Integer> all = new TreeMap<>();
		LongStream.rangeClosed(1, numbers.length).forEach((id) -> all.put(id, numbers[(int) id - 1]));
		return new Users(all);
	}

	private static final class Users implements UsersOfFundings {

		final Map<Long, Integer> numbers;

		private final Iterator<Map.Entry<Long, Integer>> fundings;

		Users(Map<Long, Integer> numbers) {
			this.numbers = numbers;
			this.fundings = new TreeMap<>(numbers).entrySet().iterator();
		}

		@Override
		public long total() {
			return this.numbers.values().stream().mapToInt(Integer::intValue).sum();
		}

		@Override
		public List<Size> nextFundings(int limit) {
			List<Size> next = new ArrayList<>();
			while (next.size() < limit && this.fundings.hasNext()) {
				Map.Entry<Long, Integer> funding = this.fundings.next();
				next.add(new Size(funding.getKey(), funding.getValue()));
			}
			return next;
		}

		@Override
		public Part users(long fundingId, long after, int limit) {
			long last = Math.min(this.numbers.get(fundingId), after + limit);
			return new Part(last, (int) (last - after));
		}

	}

}
