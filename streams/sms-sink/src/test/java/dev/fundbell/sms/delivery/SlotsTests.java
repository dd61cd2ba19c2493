package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlotsTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final Slots slots = new Slots(16);

	@Test
	void waitForRoomThatIsWorthwhile() throws Exception {
		this.slots.take(16);
		CompletableFuture<Integer> room = CompletableFuture.supplyAsync(() -> room(LONG));
		this.slots.free(1);
		assertThat(room(Duration.ofMillis(1))).isEqualTo(1);
		assertThat(room).isNotDone();
		this.slots.free(1);
		assertThat(room.get(60, TimeUnit.SECONDS)).isEqualTo(2);
	}

	@Test
	void doNotForgetNewsThatCameBeforeSomebodyWaited() throws Exception {
		this.slots.wake();
		long start = System.nanoTime();
		this.slots.awaitNews(LONG);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
	}

	@Test
	void tellWhenNothingIsInHand() throws Exception {
		this.slots.take(2);
		assertThat(this.slots.awaitEmpty(Duration.ofMillis(1))).isFalse();
		this.slots.free(2);
		assertThat(this.slots.awaitEmpty(LONG)).isTrue();
	}

	private int room(Duration atMost) {
		try {
			return this.slots.awaitRoom(atMost);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
