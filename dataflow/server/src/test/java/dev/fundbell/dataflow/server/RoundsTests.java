package dev.fundbell.dataflow.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of {@link Rounds}. */
class RoundsTests {

	private static final Duration PAUSE = Duration.ofMillis(1);

	private final Rounds rounds = new Rounds();

	private final AtomicInteger done = new AtomicInteger();

	@AfterEach
	void stop() {
		this.rounds.stop();
	}

	@Test
	void aRoundThatFailsIsFollowedByTheNext() {
		this.rounds.every(PAUSE, "work", () -> {
			this.done.incrementAndGet();
			throw new IllegalStateException("the database is away");
		});
		this.rounds.start();
		await().until(() -> this.done.get() > 3);
	}

	@Test
	void workThatHangsStopsNoOther() {
		CountDownLatch hanging = new CountDownLatch(1);
		this.rounds.every(PAUSE, "hangs", () -> hold(hanging));
		this.rounds.every(PAUSE, "goes on", this.done::incrementAndGet);
		this.rounds.start();
		await().until(() -> this.done.get() > 3);
		hanging.countDown();
	}

	@Test
	void nothingRunsBeforeTheServerIsReadyAndAfterItsEnd() {
		this.rounds.every(PAUSE, "work", this.done::incrementAndGet);
		assertThat(this.done).hasValue(0);
		this.rounds.start();
		this.rounds.start();
		await().until(() -> this.done.get() > 0);
		this.rounds.stop();
		int atTheEnd = this.done.get();
		await().during(Duration.ofMillis(50)).until(() -> this.done.get() == atTheEnd);
	}

	private static void hold(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
