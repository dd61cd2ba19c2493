package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fundbell.sse.hub.CloseReason;
import dev.fundbell.sse.hub.FakeTransport;
import dev.fundbell.sse.hub.Hubs;
import org.junit.jupiter.api.Test;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.event.ConsumerStoppedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** An instance that hears nothing from Kafka. */
class BrokerWatchTests {

	private final Hubs hubs = Hubs.with(Map.of("drain", "0"));

	private final List<Object> published = new ArrayList<>();

	private Health health = Health.up().build();

	private long now;

	private BrokerWatch watch = watch(Duration.ofSeconds(60));

	private BrokerWatch watch(Duration patience) {
		return new BrokerWatch(() -> this.health, this.hubs.hub(), patience, () -> this.now, this.published::add);
	}

	@Test
	void letsClientsComeBackAgainAndAgainWhileTheBrokerIsSilent() {
		look(120);
		this.health = Health.down().build();
		FakeTransport first = FakeTransport.open(this.hubs.hub().subscribe(7, null));
		look(59);
		assertThat(first.isClosed()).isFalse();
		look(2);
		assertThat(first.isClosed()).isTrue();
		FakeTransport back = FakeTransport.open(this.hubs.hub().subscribe(7, null));
		look(58);
		assertThat(back.isClosed()).isFalse();
		look(2);
		assertThat(back.isClosed()).isTrue();
		assertThat(this.hubs.count(CloseReason.BROKER_AWAY)).isEqualTo(2);
	}

	@Test
	void letsClientsBeWhereTheBrokerComesBackInTime() {
		this.health = Health.down().build();
		look(50);
		this.health = Health.up().build();
		look(1);
		this.health = Health.down().build();
		FakeTransport client = FakeTransport.open(this.hubs.hub().subscribe(7, null));
		look(50);
		assertThat(client.isClosed()).isFalse();
	}

	@Test
	void letsClientsWaitWhereItMay() {
		this.watch = watch(Duration.ZERO);
		this.health = Health.down().build();
		FakeTransport client = FakeTransport.open(this.hubs.hub().subscribe(7, null));
		look(1000);
		assertThat(client.isClosed()).isFalse();
	}

	@Test
	void isNoLongerLiveOnceAConsumerHasStoppedForGood() {
		this.watch.stopped(event(ConsumerStoppedEvent.Reason.NORMAL));
		assertThat(this.published).isEmpty();
		this.watch.stopped(event(ConsumerStoppedEvent.Reason.ERROR));
		assertThat(this.published).singleElement()
			.satisfies((event) -> assertThat(((AvailabilityChangeEvent<?>) event).getState())
				.isEqualTo(LivenessState.BROKEN));
	}

	private ConsumerStoppedEvent event(ConsumerStoppedEvent.Reason reason) {
		return new ConsumerStoppedEvent(this, this, reason);
	}

	private void look(int seconds) {
		for (int second = 0; second < seconds; second++) {
			this.now += Duration.ofSeconds(1).toNanos();
			this.watch.look();
			this.hubs.pass(Duration.ofSeconds(1));
		}
	}

}
