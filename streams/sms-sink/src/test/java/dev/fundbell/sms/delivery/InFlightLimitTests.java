package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InFlightLimitTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final InFlightLimit limit = new InFlightLimit(16);

	@Test
	void waitForRoomThatIsWorthwhile() throws Exception {
		this.limit.take(16);
		CompletableFuture<Integer> room = CompletableFuture.supplyAsync(() -> room(LONG));
		this.limit.free(1);
		assertThat(room(Duration.ofMillis(1))).isEqualTo(1);
		assertThat(room).isNotDone();
		this.limit.free(1);
		assertThat(room.get(60, TimeUnit.SECONDS)).isEqualTo(2);
	}

	@Test
	void doNotForgetNewsThatCameBeforeSomebodyWaited() throws Exception {
		this.limit.wake();
		long start = System.nanoTime();
		this.limit.awaitNews(LONG);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
	}

	@Test
	void tellWhenNothingIsInHand() throws Exception {
		this.limit.take(2);
		assertThat(this.limit.awaitEmpty(Duration.ofMillis(1))).isFalse();
		this.limit.free(2);
		assertThat(this.limit.awaitEmpty(LONG)).isTrue();
	}

	private int room(Duration atMost) {
		try {
			return this.limit.awaitRoom(atMost);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
