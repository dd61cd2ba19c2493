package dev.fundbell.sse.recent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of recent notifications: what a client missed, and what is forgotten. */
class RecentRecordsTests {

	private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

	private final SettableClock clock = new SettableClock(START.toString());

	private RecentRecords recent = records(DataSize.ofMegabytes(1));

	private RecentRecords records(DataSize size) {
		RecentRecords records = new RecentRecords(new RecentProperties(size, Duration.ofHours(1)), this.clock);
		records.restart(0, 100);
		return records;
	}

	@Test
	void knowsWhatCameBehindANotification() {
		append(100, 7, 1);
		append(101, 8, 2);
		append(102, 7, 3);
		append(103, 7, 4);
		assertMissed(this.recent.since(7, 1), true, 3, 4);
		assertMissed(this.recent.since(7, 4), true);
	}

	@Test
	void knowsNothingOfOtherUsersNotifications() {
		append(100, 7, 1);
		append(101, 8, 2);
		assertMissed(this.recent.since(7, 2), false, 1);
		assertMissed(this.recent.since(9, 1), false);
	}

	/** A task was killed and published again: no client gets it again. */
	@Test
	void countsANotificationThatCameTwiceWhereItCameFirst() {
		append(100, 7, 1);
		append(101, 7, 2);
		append(102, 7, 1);
		append(103, 7, 3);
		assertMissed(this.recent.since(7, 1), true, 2, 3);
		assertMissed(this.recent.since(7, 2), true, 3);
		assertMissed(this.recent.since(7, new Place(START, 0, 102)), true, 3);
	}

	@Test
	void knowsWhatCameSinceAPlace() {
		this.recent.begin();
		append(100, 7, 1);
		Place place = this.recent.placeOf(7);
		assertThat(place).isEqualTo(new Place(START, 0, 101));
		assertMissed(this.recent.since(7, place), true);
		append(101, 8, 2);
		append(102, 7, 3);
		assertMissed(this.recent.since(7, place), true, 3);
	}

	@Test
	void doesNotReachBackBeyondItsBeginning() {
		append(100, 7, 1);
		assertMissed(this.recent.since(7, new Place(START, 0, 99)), false, 1);
		assertMissed(this.recent.since(7, new Place(START, 1, 100)), false, 1);
	}

	/** This instance is behind the one that gave the place. */
	@Test
	void doesNotAnswerForAPlaceThatItHasNotReached() {
		append(100, 7, 1);
		assertMissed(this.recent.since(7, new Place(START, 0, 101)), true);
		assertMissed(this.recent.since(7, new Place(START, 0, 102)), false, 1);
	}

	@Test
	void movesBehindRecordsThatItDoesNotKeep() {
		this.recent.begin();
		this.recent.moveTo(0, 105);
		assertThat(this.recent.placeOf(7).offset()).isEqualTo(105);
		append(105, 7, 1);
		assertMissed(this.recent.since(7, new Place(START, 0, 103)), true, 1);
	}

	@Test
	void forgetsTheOldestWhenItIsFull() {
		this.recent = records(DataSize.ofBytes(3L * (RecentLog.OVERHEAD + 1)));
		for (int id = 1; id <= 5; id++) {
			append(99 + id, (id % 2 == 0) ? 8 : 7, id);
		}
		assertThat(this.recent.bytes()).isEqualTo(3L * (RecentLog.OVERHEAD + 1));
		assertMissed(this.recent.since(7, 1), false, 3, 5);
		assertMissed(this.recent.since(8, 4), true);
		assertMissed(this.recent.since(7, new Place(START, 0, 101)), false, 3, 5);
		assertMissed(this.recent.since(7, new Place(START, 0, 102)), true, 3, 5);
	}

	@Test
	void forgetsWhatIsTooOld() {
		append(100, 7, 1);
		this.clock.advance(Duration.ofMinutes(61));
		append(101, 8, 2);
		assertMissed(this.recent.since(7, 1), false);
		assertMissed(this.recent.since(8, 2), true);
	}

	@Test
	void keepsNothingWhereItHasNoRoom() {
		this.recent = records(DataSize.ofBytes(0));
		append(100, 7, 1);
		assertMissed(this.recent.since(7, 1), false);
		assertThat(this.recent.bytes()).isZero();
	}

	@Test
	void forgetsAPartitionThatHasAGap() {
		this.recent.restart(1, 0);
		append(100, 7, 1);
		this.recent.append(1, 0, this.clock.millis(), notification(8, 2));
		append(101, 7, 3);
		this.recent.restart(0, 200);
		assertMissed(this.recent.since(7, 1), false);
		assertMissed(this.recent.since(8, 2), true);
		append(200, 7, 4);
		assertMissed(this.recent.since(7, new Place(START, 0, 101)), false, 4);
		assertMissed(this.recent.since(7, new Place(START, 0, 200)), true, 4);
	}

	/** Until all have noticed, an instance may have sent later ones without earlier. */
	@Test
	void trustsNoCursorOfTheTimeInWhichTheTopicWasMadeAgain() {
		this.recent.begin();
		append(100, 7, 1);
		this.recent.restartTopic(Set.of(0));
		append(0, 7, 2);
		append(1, 7, 3);
		assertMissed(this.recent.since(7, 3), false, 2, 3);
		assertMissed(this.recent.since(7, new Place(START.minusMillis(1), 0, 1)), false, 2, 3);
		// What this instance says itself is true, or a new client would get old ones.
		assertMissed(this.recent.since(7, this.recent.placeOf(7)), true);
		this.clock.advance(Duration.ofSeconds(30));
		append(2, 7, 4);
		append(3, 7, 5);
		assertMissed(this.recent.since(7, 4), true, 5);
		assertMissed(this.recent.since(7, this.recent.placeOf(7)), true);
	}

	/** This instance has started since, so it cannot know that in another way. */
	@Test
	void doesNotAnswerForAPlaceInTheTopicAsItWasBeforeItWasMadeAgain() {
		Place before = new Place(START.minusSeconds(6), 0, 102);
		append(100, 8, 1);
		append(101, 7, 2);
		append(102, 7, 3);
		assertMissed(this.recent.since(7, before), false, 2, 3);
		assertMissed(this.recent.since(7, new Place(START.minusSeconds(5), 0, 102)), true, 3);
		assertMissed(this.recent.since(7, new Place(START.minusSeconds(6), 0, 100)), true, 2, 3);
	}

	@Test
	void remembersHowYoungTheRecordsAreThatItHasForgotten() {
		this.recent = records(DataSize.ofBytes(RecentLog.OVERHEAD + 1));
		append(100, 7, 1);
		this.clock.advance(Duration.ofMinutes(1));
		append(101, 7, 2);
		this.clock.advance(Duration.ofMinutes(1));
		append(102, 7, 3);
		assertMissed(this.recent.since(7, new Place(START.plusSeconds(54), 0, 102)), false, 3);
		assertMissed(this.recent.since(7, new Place(START.plusSeconds(55), 0, 102)), true, 3);
	}

	/** A client that connected while the instance had no place for it yet. */
	@Test
	void knowsWhatCameSinceATimeAfterItsStart() {
		Place early = this.recent.placeOf(7);
		assertThat(early).isEqualTo(Place.at(START));
		this.recent.append(0, 100, START.minusSeconds(60).toEpochMilli(), notification(7, 1));
		this.recent.append(0, 101, START.plusSeconds(1).toEpochMilli(), notification(7, 2));
		assertMissed(this.recent.since(7, early), true, 2);
		assertMissed(this.recent.since(7, Place.at(START.minusSeconds(1))), false, 1, 2);
	}

	/** Somebody publishes with a partitioner of his own. */
	@Test
	void looksInOtherPartitionsBySinceWhenTheClientWasAway() {
		this.recent.restart(1, 0);
		this.recent.begin();
		Place place = this.recent.placeOf(7);
		int other = 1 - place.partition();
		this.recent.append(other, (other == 0) ? 100 : 0, START.plusSeconds(1).toEpochMilli(), notification(7, 1));
		assertMissed(this.recent.since(7, place), true, 1);
		assertThat(this.recent.placeOf(7).partition()).isEqualTo(other);
	}

	@Test
	void runsWhatWaitsForItsBeginning() {
		int[] runs = new int[1];
		this.recent.whenBegun(() -> runs[0]++);
		assertThat(runs[0]).isZero();
		this.recent.begin();
		this.recent.whenBegun(() -> runs[0]++);
		assertThat(runs[0]).isEqualTo(2);
	}

	/** They are replays of different clients. */
	@Test
	void runsAllThatWaitsThoughOneFails() {
		int[] runs = new int[1];
		this.recent.whenBegun(() -> {
			throw new IllegalStateException("broken");
		});
		this.recent.whenBegun(() -> runs[0]++);
		this.recent.begin();
		assertThat(runs[0]).isOne();
	}

	private void append(long offset, long userId, long id) {
		this.recent.append(0, offset, this.clock.millis(), notification(userId, id));
	}

	private static RecentNotification notification(long userId, long id) {
		return new RecentNotification(userId, id, Long.toString(id).getBytes(StandardCharsets.US_ASCII));
	}

	private static void assertMissed(CatchUp catchUp, boolean complete, long... ids) {
		assertThat(catchUp.complete()).isEqualTo(complete);
		assertThat(catchUp.missed().stream().map(RecentNotification::id).toList())
			.isEqualTo(Arrays.stream(ids).boxed().toList());
	}

}
