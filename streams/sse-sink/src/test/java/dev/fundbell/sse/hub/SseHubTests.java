package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Fan-out to subscribers, their limits, and their ends. */
class SseHubTests {

	@Test
	void sendsToEverySubscriberOfAUserAndToNobodyElse() {
		SseHub hub = Hubs.with(Map.of()).hub();
		FakeTransport first = FakeTransport.open(hub.subscribe(1, null));
		FakeTransport second = FakeTransport.open(hub.subscribe(1, null));
		FakeTransport other = FakeTransport.open(hub.subscribe(2, null));
		hub.send(1, Hubs.frame(5));
		assertThat(first.ids()).isEqualTo("5");
		assertThat(second.ids()).isEqualTo("5");
		assertThat(other.ids()).isEmpty();
	}

	@Test
	void goesOnWithTheOtherSubscribersWhenOneLeaves() {
		SseHub hub = Hubs.with(Map.of()).hub();
		Subscriber first = hub.subscribe(1, null);
		FakeTransport second = FakeTransport.open(hub.subscribe(1, null));
		first.closed();
		hub.send(1, Hubs.frame(5));
		assertThat(second.ids()).isEqualTo("5");
		assertThat(hub.connections()).isOne();
	}

	/** It may be the ghost of a client that disappeared without a word. */
	@Test
	void endsTheOldestStreamOfAUserWhoOpensTooMany() {
		Hubs hubs = Hubs.with(Map.of("max-connections-per-user", "2"));
		FakeTransport first = FakeTransport.open(hubs.hub().subscribe(1, null));
		FakeTransport second = FakeTransport.open(hubs.hub().subscribe(1, null));
		FakeTransport.open(hubs.hub().subscribe(2, null));
		FakeTransport third = FakeTransport.open(hubs.hub().subscribe(1, null));
		assertThat(first.isClosed()).isTrue();
		assertThat(second.isClosed()).isFalse();
		assertThat(third.isClosed()).isFalse();
		assertThat(hubs.hub().connections()).isEqualTo(3);
		assertThat(hubs.count(CloseReason.REPLACED)).isOne();
	}

	@Test
	void refusesMoreConnectionsThanItMayHave() {
		Hubs hubs = Hubs.with(Map.of("max-connections", "2"));
		hubs.hub().subscribe(1, null);
		Subscriber second = hubs.hub().subscribe(2, null);
		assertThatExceptionOfType(SubscriptionRefusedException.class).isThrownBy(() -> hubs.hub().subscribe(3, null))
			.satisfies((ex) -> assertThat(ex.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15)));
		second.closed();
		hubs.hub().subscribe(3, null);
	}

	@Test
	void setsNoLimitWhereItIsZero() {
		SseHub hub = Hubs.with(Map.of("max-connections", "0", "max-connections-per-user", "0")).hub();
		for (int each = 0; each < 100; each++) {
			hub.subscribe(1, null);
		}
		assertThat(hub.connections()).isEqualTo(100);
	}

	@Test
	void endsEachConnectionAtARandomTimeNearItsLifetime() {
		Hubs hubs = Hubs.with(Map.of("lifetime", "100m"));
		List<FakeTransport> transports = new ArrayList<>();
		for (int user = 1; user <= 200; user++) {
			transports.add(FakeTransport.open(hubs.hub().subscribe(user, null)));
		}
		hubs.pass(Duration.ofMinutes(79));
		assertThat(transports).noneMatch(FakeTransport::isClosed);
		hubs.pass(Duration.ofMinutes(11));
		assertThat(transports.stream().filter(FakeTransport::isClosed).count()).isBetween(40L, 160L);
		hubs.pass(Duration.ofMinutes(10));
		assertThat(transports).allMatch(FakeTransport::isClosed);
		assertThat(hubs.count(CloseReason.LIFETIME_OVER)).isEqualTo(200);
	}

	/** As long as its token is accepted: it would only come back at once. */
	@Test
	void endsAConnectionAMinuteAfterItsTokenExpired() {
		Hubs hubs = Hubs.with(Map.of());
		FakeTransport transport = FakeTransport.open(hubs.hub().subscribe(1, Hubs.NOW.plusSeconds(60)));
		hubs.pass(Duration.ofSeconds(119));
		assertThat(transport.isClosed()).isFalse();
		hubs.pass(Duration.ofSeconds(1));
		assertThat(transport.isClosed()).isTrue();
		assertThat(hubs.count(CloseReason.TOKEN_EXPIRED)).isOne();
	}

	@Test
	void takesATokenThatNeverExpires() {
		Hubs hubs = Hubs.with(Map.of("lifetime", "0"));
		FakeTransport transport = FakeTransport.open(hubs.hub().subscribe(1, Instant.ofEpochSecond(253_402_300_799L)));
		hubs.pass(Duration.ofDays(1));
		assertThat(transport.isClosed()).isFalse();
		transport.close();
		assertThat(hubs.hub().connections()).isZero();
	}

	@Test
	void closesConnectionsEvenlyWhenItStopsAndTakesOthersForAsLong() {
		Hubs hubs = Hubs.with(Map.of());
		for (int user = 1; user <= 1000; user++) {
			FakeTransport.open(hubs.hub().subscribe(user, null));
		}
		hubs.hub().drainUntil(Duration.ofSeconds(10).toNanos());
		assertThat(hubs.hub().connections()).isEqualTo(1000);
		hubs.pass(Duration.ofSeconds(3));
		assertThat(hubs.hub().connections()).isBetween(600, 800);
		FakeTransport late = FakeTransport.open(hubs.hub().subscribe(2000, null));
		assertThat(late.isClosed()).isFalse();
		hubs.pass(Duration.ofSeconds(7));
		assertThat(late.isClosed()).isTrue();
		assertThat(hubs.hub().connections()).isZero();
		assertThat(hubs.count(CloseReason.DRAINED)).isEqualTo(1001);
	}

	@Test
	void takesNobodyInOnceItHasStopped() {
		SseHub hub = Hubs.with(Map.of()).hub();
		FakeTransport last = FakeTransport.open(hub.subscribe(1, null));
		hub.close();
		assertThat(last.isClosed()).isTrue();
		assertThatExceptionOfType(SubscriptionRefusedException.class).isThrownBy(() -> hub.subscribe(1, null))
			.withMessage("This instance is stopping.");
		hub.open();
		hub.subscribe(1, null);
	}

	/** They replay from the database what was deleted from the topic. */
	@Test
	void letsAllClientsComeBackOneAfterTheOther() {
		Hubs hubs = Hubs.with(Map.of("drain", "10s"));
		for (int user = 1; user <= 1000; user++) {
			FakeTransport.open(hubs.hub().subscribe(user, null));
		}
		hubs.hub().recordsLost();
		hubs.pass(Duration.ofSeconds(5));
		assertThat(hubs.hub().connections()).isBetween(400, 600);
		FakeTransport back = FakeTransport.open(hubs.hub().subscribe(2000, null));
		hubs.pass(Duration.ofSeconds(5));
		assertThat(hubs.count(CloseReason.RECORDS_LOST)).isEqualTo(1000);
		assertThat(back.isClosed()).isFalse();
	}

	@Test
	void tellsEachClientAnotherTimeToComeBack() {
		SseHub hub = Hubs.with(Map.of("retry", "10s")).hub();
		List<Long> hints = new ArrayList<>();
		for (int user = 1; user <= 50; user++) {
			Subscriber subscriber = hub.subscribe(user, null);
			subscriber.greet(null);
			String first = FakeTransport.open(subscriber).written();
			assertThat(first).matches("retry: \\d+\nevent: sse\ndata: connect completed\n\n");
			hints.add(Long.parseLong(first.substring("retry: ".length(), first.indexOf('\n'))));
		}
		assertThat(hints).allMatch((hint) -> hint >= 5000 && hint <= 15000);
		assertThat(hints.stream().distinct().count()).isGreaterThan(30);
	}

	/** All clients slow down together, such as with a network. */
	@Test
	void disconnectsTheSlowestWhereAllQueuesTogetherAreTooLarge() {
		int size = Hubs.frame(10).size();
		Hubs hubs = Hubs.with(Map.of("queues-size", (5 * size) + "B", "retry", "0"));
		FakeTransport few = FakeTransport.open(hubs.hub().subscribe(1, null)).stopReading();
		FakeTransport many = FakeTransport.open(hubs.hub().subscribe(2, null)).stopReading();
		FakeTransport reading = FakeTransport.open(hubs.hub().subscribe(3, null));
		List<Subscriber> toFlush = new ArrayList<>();
		for (int id = 10; id < 12; id++) {
			hubs.hub().queue(1, Hubs.frame(id), toFlush);
			hubs.hub().queue(3, Hubs.frame(id), toFlush);
		}
		for (int id = 10; id < 13; id++) {
			hubs.hub().queue(2, Hubs.frame(id), toFlush);
		}
		hubs.hub().flush(toFlush);
		assertThat(many.isClosed()).isFalse();
		assertThat(hubs.hub().queuedBytes()).isEqualTo(5L * size);
		hubs.hub().queue(1, Hubs.frame(12), toFlush);
		hubs.hub().flush(toFlush);
		assertThat(many.isClosed() ^ few.isClosed()).isTrue();
		assertThat(reading.isClosed()).isFalse();
		assertThat(hubs.hub().queuedBytes()).isEqualTo(3L * size);
		assertThat(hubs.count(CloseReason.QUEUES_FULL)).isOne();
	}

	@Test
	void isolatesAConnectionThatFails() {
		Hubs hubs = Hubs.with(Map.of());
		hubs.hub().subscribe(1, null).opened(new BrokenTransport());
		FakeTransport healthy = FakeTransport.open(hubs.hub().subscribe(1, null));
		hubs.hub().send(1, Hubs.frame(5));
		assertThat(healthy.ids()).isEqualTo("5");
		assertThat(hubs.hub().connections()).isOne();
		assertThat(hubs.count(CloseReason.FAILED)).isOne();
	}

	@Test
	void isolatesAConnectionWhoseEndFails() {
		Hubs hubs = Hubs.with(Map.of("queue-events", "1", "max-connections-per-user", "2"));
		hubs.hub().subscribe(1, null).opened(new BrokenTransport());
		FakeTransport healthy = FakeTransport.open(hubs.hub().subscribe(1, null));
		List<Subscriber> toFlush = new ArrayList<>();
		hubs.hub().queue(1, Hubs.frame(5), toFlush);
		// The queue of the first is full.
		hubs.hub().queue(1, Hubs.frame(6), toFlush);
		hubs.hub().flush(toFlush);
		assertThat(healthy.ids()).isEqualTo("5,6");
		assertThat(hubs.hub().connections()).isOne();
		hubs.hub().subscribe(2, null).opened(new BrokenTransport());
		hubs.hub().recordLost(2);
		hubs.hub().subscribe(3, null).opened(new BrokenTransport());
		hubs.hub().subscribe(3, null);
		hubs.hub().subscribe(3, null);
		assertThat(hubs.hub().connections()).isEqualTo(3);
	}

	@Test
	void sendsHeartbeatsAsEventsToClientsThatWantToSeeThem() {
		Hubs hubs = Hubs.with(Map.of("heartbeat", "15s"));
		Subscriber subscriber = hubs.hub().subscribe(1, null);
		subscriber.ping();
		FakeTransport transport = FakeTransport.open(subscriber);
		String ping = "event: ping\ndata: {\"everyMs\":15000}\n\n";
		assertThat(transport.written()).isEqualTo(ping);
		hubs.pass(Duration.ofSeconds(15));
		assertThat(transport.written()).isEqualTo(ping + ping);
	}

	@Test
	void countsAUserOnceHoweverManyEventsCame() {
		SseHub hub = Hubs.with(Map.of()).hub();
		hub.subscribe(1, null).countUnread();
		hub.subscribe(2, null);
		assertThat(hub.changedUsers().takeAll()).containsExactly(1L);
		hub.send(1, Hubs.frame(1));
		hub.queue(1, Hubs.frame(2), new ArrayList<>());
		hub.send(2, Hubs.frame(3));
		assertThat(hub.changedUsers().takeAll()).containsExactly(1L);
		hub.sendUnread(1, SseFrame.unread(2));
		assertThat(hub.changedUsers().takeAll()).isEmpty();
	}

	@Test
	void sendsTheNumberOfUnreadOnlyToThoseWhoAskedForIt() {
		SseHub hub = Hubs.with(Map.of()).hub();
		Subscriber asking = hub.subscribe(1, null);
		asking.countUnread();
		FakeTransport one = FakeTransport.open(asking);
		FakeTransport other = FakeTransport.open(hub.subscribe(1, null));
		hub.sendUnread(1, SseFrame.unread(2));
		assertThat(one.written()).isEqualTo("event: unread\ndata: {\"unread\":2}\n\n");
		assertThat(other.written()).isEmpty();
	}

	@Test
	void countsNothingWhereThatIsSwitchedOff() {
		SseHub hub = Hubs.with(Map.of("unread-interval", "0")).hub();
		hub.subscribe(1, null).countUnread();
		hub.send(1, Hubs.frame(1));
		assertThat(hub.changedUsers().takeAll()).isEmpty();
	}

	/** A connection of which nothing works. */
	private static final class BrokenTransport implements Transport {

		@Override
		public boolean write(ByteBuffer... bytes) {
			throw new IllegalStateException("broken");
		}

		@Override
		public void close() {
			throw new IllegalStateException("broken");
		}

	}

}
