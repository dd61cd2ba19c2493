package dev.fundbell.batch.range;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Fundings 1, 2, 3 … with users 1, 2, 3 … each. */
final class TestUsers implements FundingUsers {

	final Map<Long, Integer> numbers;

	private final Iterator<Map.Entry<Long, Integer>> fundings;

	private TestUsers(Map<Long, Integer> numbers) {
		this.numbers = numbers;
		this.fundings = new TreeMap<>(numbers).entrySet().iterator();
	}

	/** Fundings with these numbers of users. */
	static TestUsers of(int... numbers) {
		Map<Long, Integer> all = new TreeMap<>();
		LongStream.rangeClosed(1, numbers.length).forEach((id) -> all.put(id, numbers[(int) id - 1]));
		return new TestUsers(all);
	}

	@Override
	public String start() {
		return "0";
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
			next.add(new Size(funding.getKey(), funding.getKey().toString(), funding.getValue()));
		}
		return next;
	}

	@Override
	public Part users(long fundingId, long after, long limit) {
		long last = Math.min(this.numbers.get(fundingId), after + limit);
		return new Part(last, Math.max(0, last - after));
	}

}
