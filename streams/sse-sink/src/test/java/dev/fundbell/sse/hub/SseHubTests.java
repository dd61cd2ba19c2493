package dev.fundbell.sse.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Who gets what, how many there may be, and how they end. */
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

	@Test
	void refusesMoreSubscribersThanAUserMayHave() {
		SseHub hub = Hubs.with(Map.of("max-connections-per-user", "2")).hub();
		hub.subscribe(1, null);
		Subscriber second = hub.subscribe(1, null);
		assertThatExceptionOfType(SubscriptionRefusedException.class).isThrownBy(() -> hub.subscribe(1, null))
			.satisfies((ex) -> assertThat(ex.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15)));
		hub.subscribe(2, null);
		second.closed();
		hub.subscribe(1, null);
		assertThat(hub.connections()).isEqualTo(3);
	}

	@Test
	void refusesMoreConnectionsThanItMayHave() {
		Hubs hubs = Hubs.with(Map.of("max-connections", "2"));
		hubs.hub().subscribe(1, null);
		Subscriber second = hubs.hub().subscribe(2, null);
		assertThatExceptionOfType(SubscriptionRefusedException.class).isThrownBy(() -> hubs.hub().subscribe(3, null));
		assertThat(hubs.count("fundbell.sse.refused")).isOne();
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

	@Test
	void endsAConnectionWithItsToken() {
		Hubs hubs = Hubs.with(Map.of());
		FakeTransport transport = FakeTransport.open(hubs.hub().subscribe(1, Hubs.NOW.plusSeconds(60)));
		hubs.pass(Duration.ofSeconds(59));
		assertThat(transport.isClosed()).isFalse();
		hubs.pass(Duration.ofSeconds(1));
		assertThat(transport.isClosed()).isTrue();
		assertThat(hubs.count(CloseReason.TOKEN_EXPIRED)).isOne();
	}

	@Test
	void closesConnectionsEvenlyWhenItStops() {
		Hubs hubs = Hubs.with(Map.of());
		for (int user = 1; user <= 100; user++) {
			FakeTransport.open(hubs.hub().subscribe(user, null));
		}
		Drain drain = new Drain(hubs.hub(), Duration.ofSeconds(10));
		assertThat(drain.step(0)).isFalse();
		assertThat(hubs.hub().connections()).isEqualTo(100);
		assertThat(drain.step(Duration.ofSeconds(3).toNanos())).isFalse();
		assertThat(hubs.hub().connections()).isEqualTo(70);
		assertThat(drain.step(Duration.ofSeconds(10).toNanos())).isTrue();
		assertThat(hubs.hub().connections()).isZero();
		assertThat(hubs.count(CloseReason.DRAINED)).isEqualTo(100);
	}

	@Test
	void takesNobodyInOnceItStops() {
		SseHub hub = Hubs.with(Map.of()).hub();
		new Drain(hub, Duration.ZERO);
		assertThatExceptionOfType(SubscriptionRefusedException.class).isThrownBy(() -> hub.subscribe(1, null))
			.withMessage("This instance is stopping.");
	}

	@Test
	void tellsEachClientAnotherTimeToComeBack() {
		SseHub hub = Hubs.with(Map.of("retry", "10s")).hub();
		List<Long> hints = new ArrayList<>();
		for (int user = 1; user <= 50; user++) {
			String first = FakeTransport.open(hub.subscribe(user, null)).written();
			assertThat(first).matches("retry: \\d+\nevent: sse\ndata: connect completed\n\n");
			hints.add(Long.parseLong(first.substring("retry: ".length(), first.indexOf('\n'))));
		}
		assertThat(hints).allMatch((hint) -> hint >= 5000 && hint <= 15000);
		assertThat(hints.stream().distinct().count()).isGreaterThan(30);
	}

}
