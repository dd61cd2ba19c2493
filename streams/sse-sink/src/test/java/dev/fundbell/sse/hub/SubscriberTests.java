package dev.fundbell.sse.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Events of one subscriber, and the end of its connection. */
class SubscriberTests {

	private static final String HELLO = "event: sse\ndata: connect completed\n\n";

	private final Hubs hubs = Hubs.with(Map.of("retry", "0", "queue-events", "3", "lifetime", "0"));

	private final SseHub hub = this.hubs.hub();

	private final Subscriber subscriber = greeted(this.hub);

	@Test
	void saysThatItIsConnectedBeforeAnythingElse() {
		this.hub.send(1, Hubs.frame(5));
		FakeTransport transport = FakeTransport.open(this.subscriber);
		assertThat(transport.written()).startsWith(HELLO + "id: 5\nevent: sse\ndata: {\"notificationId\":5,");
	}

	@Test
	void waitsForASlowClientAndLosesNothing() {
		FakeTransport transport = FakeTransport.open(this.subscriber).stopReading();
		send(1, 2);
		assertThat(transport.ids()).isEqualTo("1");
		transport.readAgain();
		send(3);
		assertThat(transport.ids()).isEqualTo("1,2,3");
	}

	@Test
	void writesAtOnceWhatWaited() {
		FakeTransport transport = FakeTransport.open(this.subscriber).stopReading();
		send(1, 2, 3);
		int writes = transport.writes();
		transport.readAgain();
		assertThat(transport.writes()).isEqualTo(writes + 1);
	}

	@Test
	void disconnectsSubscriberWhoseQueueIsFull() {
		FakeTransport transport = FakeTransport.open(this.subscriber).stopReading();
		send(1, 2, 3);
		assertThat(transport.isClosed()).isFalse();
		send(4);
		assertThat(transport.isClosed()).isTrue();
		assertThat(this.hubs.count(CloseReason.QUEUE_FULL)).isOne();
		assertThat(this.hub.hasSubscribers(1)).isFalse();
	}

	@Test
	void disconnectsSubscriberWhoseQueueHoldsTooManyBytes() {
		Hubs small = Hubs.with(Map.of("queue-events", "1000000", "queue-size", "4KB"));
		FakeTransport transport = FakeTransport.open(greeted(small.hub())).stopReading();
		int most = 4096 / Hubs.frame(10).size();
		for (int id = 10; id < 10 + most; id++) {
			small.hub().send(1, Hubs.frame(id));
		}
		assertThat(transport.isClosed()).isFalse();
		small.hub().send(1, Hubs.frame(99));
		assertThat(transport.isClosed()).isTrue();
	}

	@Test
	void takesMoreAtOnceThanItsQueueHoldsFromAClientThatReads() {
		FakeTransport transport = FakeTransport.open(this.subscriber);
		List<Subscriber> toFlush = new ArrayList<>();
		for (int id = 1; id <= 10; id++) {
			this.hub.queue(1, Hubs.frame(id), toFlush);
		}
		this.hub.flush(toFlush);
		assertThat(transport.isClosed()).isFalse();
		assertThat(transport.ids()).isEqualTo("1,2,3,4,5,6,7,8,9,10");
	}

	@Test
	void sendsHistoryBeforeWhatCameMeanwhile() {
		History history = (asking) -> {
		};
		this.subscriber.replayFrom(history);
		FakeTransport transport = FakeTransport.open(this.subscriber);
		send(9);
		assertThat(transport.ids()).isEmpty();
		this.subscriber.onPage(List.of(Hubs.frame(1), Hubs.frame(2)), false);
		assertThat(transport.ids()).isEqualTo("1,2");
		this.subscriber.onPage(List.of(Hubs.frame(3)), true);
		assertThat(transport.ids()).isEqualTo("1,2,3,9");
	}

	@Test
	void asksForTheNextPageOnlyWhenTheClientHasTakenTheLast() {
		List<Subscriber> asked = new ArrayList<>();
		this.subscriber.replayFrom(asked::add);
		FakeTransport transport = FakeTransport.open(this.subscriber).stopReading();
		this.subscriber.onPage(List.of(Hubs.frame(1)), false);
		assertThat(asked).hasSize(1);
		transport.readAgain();
		assertThat(asked).hasSize(2);
	}

	@Test
	void sendsNothingTwice() {
		this.subscriber.replayFrom((asking) -> {
		});
		FakeTransport transport = FakeTransport.open(this.subscriber);
		send(2);
		this.subscriber.onPage(List.of(Hubs.frame(1), Hubs.frame(2)), true);
		send(1, 2, 3);
		send(3);
		assertThat(transport.ids()).isEqualTo("1,2,3");
	}

	@Test
	void disconnectsSubscriberThatIsFloodedWhileItReplays() {
		this.subscriber.replayFrom((asking) -> {
		});
		FakeTransport transport = FakeTransport.open(this.subscriber);
		send(1, 2, 3, 4);
		assertThat(transport.isClosed()).isTrue();
		assertThat(transport.ids()).isEmpty();
	}

	@Test
	void showsThatItLivesWhenNothingHappens() {
		FakeTransport transport = FakeTransport.open(this.subscriber);
		this.hubs.pass(Duration.ofMillis(11_900));
		assertThat(transport.written()).isEqualTo(HELLO);
		this.hubs.pass(Duration.ofMillis(3100));
		assertThat(transport.written()).isEqualTo(HELLO + ":\n");
		this.hubs.pass(Duration.ofMillis(11_900));
		assertThat(transport.written()).isEqualTo(HELLO + ":\n");
	}

	@Test
	void sendsNoHeartbeatsWhereEventsFlow() {
		FakeTransport transport = FakeTransport.open(this.subscriber);
		this.hubs.pass(Duration.ofSeconds(10));
		send(1);
		this.hubs.pass(Duration.ofSeconds(10));
		assertThat(transport.written()).doesNotContain("\n:\n");
	}

	@Test
	void disconnectsClientThatTakesNothing() {
		FakeTransport transport = FakeTransport.open(this.subscriber).stopReading();
		this.hubs.pass(Duration.ofMinutes(10));
		this.hubs.pass(Duration.ofSeconds(29));
		assertThat(transport.isClosed()).isFalse();
		this.hubs.pass(Duration.ofSeconds(1));
		assertThat(transport.isClosed()).isTrue();
		assertThat(this.hubs.count(CloseReason.STALLED)).isOne();
	}

	@Test
	void givesUpSubscriberWhoseStreamNeverOpens() {
		this.hubs.pass(Duration.ofSeconds(30));
		assertThat(this.hub.hasSubscribers(1)).isFalse();
		assertThat(FakeTransport.open(this.subscriber).isClosed()).isTrue();
	}

	@Test
	void forgetsClientThatIsGone() {
		FakeTransport transport = FakeTransport.open(this.subscriber);
		this.subscriber.closed();
		send(1);
		assertThat(transport.ids()).isEmpty();
		assertThat(this.hub.connections()).isZero();
		assertThat(this.hubs.count(CloseReason.CLIENT_GONE)).isOne();
	}

	private void send(long... ids) {
		for (long id : ids) {
			this.hub.send(1, Hubs.frame(id));
		}
	}

	@Test
	void letsLiveFramesGoFirstWhereHistoryIsLateAndLeavesTheCursorWhereItIs() {
		this.subscriber.replayFrom((asking) -> {
		});
		FakeTransport transport = FakeTransport.open(this.subscriber);
		send(9);
		this.hubs.pass(Duration.ofMillis(2900));
		assertThat(transport.written()).doesNotContain("\"notificationId\":9");
		this.hubs.pass(Duration.ofMillis(100));
		assertThat(transport.written()).contains("\"notificationId\":9");
		assertThat(transport.ids()).isEmpty();
		this.subscriber.onPage(List.of(Hubs.frame(1)), true);
		send(10);
		assertThat(transport.ids()).isEqualTo("1,10");
	}

	@Test
	void letsLiveFramesGoFirstAtOnceWhereHistoryCannotBeRead() {
		this.subscriber.replayFrom(Subscriber::onDelay);
		FakeTransport transport = FakeTransport.open(this.subscriber);
		send(9);
		assertThat(transport.written()).contains("\"notificationId\":9").doesNotContain("id: 9");
		this.subscriber.onPage(List.of(Hubs.frame(1), Hubs.frame(9)), true);
		assertThat(transport.ids()).isEqualTo("1");
	}

	@Test
	void leavesTheCursorWhereItIsOnceSomethingWasMissed() {
		this.subscriber.replayFrom((asking) -> {
		});
		FakeTransport transport = FakeTransport.open(this.subscriber);
		this.hub.recordsLost();
		this.subscriber.onPage(List.of(Hubs.frame(1), SseFrame.caughtUp("@5.0.7")), true);
		send(2);
		assertThat(transport.written()).contains("\"notificationId\":1,", "event: caught-up", "\"notificationId\":2,");
		assertThat(transport.ids()).isEmpty();
	}

	@Test
	void takesPagesThatComeAtOnce() {
		List<List<SseFrame>> pages = new ArrayList<>(
				List.of(List.of(Hubs.frame(1)), List.of(), List.of(Hubs.frame(2), Hubs.frame(3))));
		this.subscriber.replayFrom((asking) -> asking.onPage(pages.remove(0), pages.isEmpty()));
		FakeTransport transport = FakeTransport.open(this.subscriber);
		send(4);
		assertThat(transport.ids()).isEqualTo("1,2,3,4");
	}

	@Test
	void greetsWithACursorForClientsThatTakeNoIdWithoutData() {
		Subscriber fresh = this.hub.subscribe(1, null);
		fresh.greet("@5.0.7");
		assertThat(FakeTransport.open(fresh).written()).isEqualTo("id: @5.0.7\n" + HELLO);
	}

	private static Subscriber greeted(SseHub hub) {
		Subscriber subscriber = hub.subscribe(1, null);
		subscriber.greet(null);
		return subscriber;
	}

}
