package dev.fundbell.sse.recent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of recent notifications: its ring, its bytes and its bounds. */
class RecentLogTests {

	private static final long MOST_BYTES = 400_000;

	private static final long MOST_AGE = 1000;

	private final RecentReach reach = new RecentReach(0);

	private final RecentLog log = new RecentLog(MOST_BYTES, MOST_AGE);

	/** Lengths up to several chunks, so that notifications lie across their borders. */
	@RepeatedTest(20)
	void keepsTheYoungestWithinItsBounds(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int longest = (repetition.getCurrentRepetition() % 4 == 0) ? 150_000 : 300;
		List<Kept> model = new ArrayList<>();
		long now = 0;
		for (int id = 1; id <= 3000; id++) {
			now += random.nextInt(3);
			Kept added = new Kept(random.nextInt(4), random.nextInt(3), id, now, bytes(random, longest));
			model.add(added);
			this.log.append(added.partition, id, now, now, added.notification());
			this.log.evict(now, this.reach);
			evict(model, now);
			if (random.nextInt(500) == 0) {
				int partition = random.nextInt(3);
				this.log.forget(partition);
				model.replaceAll((kept) -> (kept.partition == partition) ? kept.forgotten() : kept);
			}
			if (id % 50 == 0) {
				assertHolds(model);
			}
		}
	}

	@Test
	void findsIdsThatAreAmongAUsersLastHundred() {
		for (int id = 1; id <= 102; id++) {
			this.log.append(0, id, 0, 0, new RecentNotification(7, id, new byte[1]));
		}
		assertThat(this.log.isAmongLast(7, 102)).isTrue();
		assertThat(this.log.isAmongLast(7, 3)).isTrue();
		assertThat(this.log.isAmongLast(7, 2)).isFalse();
		assertThat(this.log.isAmongLast(7, 103)).isFalse();
		assertThat(this.log.isAmongLast(8, 102)).isFalse();
	}

	/** After a gap it is published again, and is new. */
	@Test
	void findsNoIdThatIsForgotten() {
		this.log.append(0, 1, 0, 0, new RecentNotification(7, 1, new byte[1]));
		this.log.append(1, 1, 0, 0, new RecentNotification(7, 2, new byte[1]));
		this.log.forget(0);
		assertThat(this.log.isAmongLast(7, 1)).isFalse();
		assertThat(this.log.isAmongLast(7, 2)).isTrue();
		this.log.forget(1);
		assertThat(this.log.partitionOf(7)).isEqualTo(-1);
	}

	private static void evict(List<Kept> model, long now) {
		while (!model.isEmpty() && (bytes(model) > MOST_BYTES || now - model.get(0).at > MOST_AGE)) {
			model.remove(0);
		}
	}

	private static long bytes(List<Kept> model) {
		return model.stream().mapToLong((kept) -> RecentLog.OVERHEAD + kept.json.length).sum();
	}

	private void assertHolds(List<Kept> model) {
		assertThat(this.log.bytes()).isEqualTo(bytes(model));
		for (long user = 0; user < 4; user++) {
			long userId = user;
			List<Kept> expected = model.stream().filter((kept) -> kept.user == userId && kept.partition >= 0).toList();
			List<RecentEntry> entries = this.log.entriesOf(userId);
			assertThat(entries).extracting(RecentEntry::offset).isEqualTo(expected.stream().map(Kept::id).toList());
			assertThat(entries).extracting(this.log::notificationOf)
				.usingElementComparator(Comparator.comparing(RecentNotification::id)
					.thenComparing((notification) -> new String(notification.json(), StandardCharsets.ISO_8859_1)))
				.containsExactlyElementsOf(expected.stream().map(Kept::notification).toList());
			assertThat(this.log.partitionOf(userId))
				.isEqualTo(expected.isEmpty() ? -1 : expected.get(expected.size() - 1).partition);
		}
	}

	private static byte[] bytes(Random random, int longest) {
		byte[] bytes = new byte[random.nextInt(longest)];
		random.nextBytes(bytes);
		return bytes;
	}

	private record Kept(long user, int partition, long id, long at, byte[] json) {

		Kept forgotten() {
			return new Kept(this.user, -1, this.id, this.at, this.json);
		}

		RecentNotification notification() {
			return new RecentNotification(this.user, this.id, this.json);
		}

	}

}
