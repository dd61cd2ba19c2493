package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the thread that writes outcomes. */
class OutcomeWriterTests {

	private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

	private final AtomicInteger attempts = new AtomicInteger();

	private final List<String> letters = Collections.synchronizedList(new ArrayList<>());

	private final InFlightLimit inFlight = new InFlightLimit(8);

	@Test
	void survivesAnError() throws InterruptedException {
		OutcomeListener listener = new OutcomeListener((source, record, reason) -> this.letters.add(reason),
				new SimpleMeterRegistry());
		OutcomeWriter writer = new OutcomeWriter(new Deliveries(new JdbcTemplate(), new Failing()), this.inFlight,
				listener, Clock.fixed(NOW, ZoneOffset.UTC));
		this.inFlight.take(1);
		writer.add(DeliveryOutcome.of(new Delivery(1, "claim", 1, 0, 2, 3, "t-0-1", new byte[0]), DeliveryState.FAILED,
				"HTTP_400"));
		Thread thread = new Thread(writer::run);
		thread.start();
		assertThat(this.inFlight.awaitEmpty(Duration.ofSeconds(60))).isTrue();
		writer.end();
		thread.join();
		assertThat(this.attempts).hasValue(2);
		assertThat(this.letters).containsExactly("The SMS could not be sent: HTTP_400");
	}

	/** Runs out of memory once, and then does nothing. */
	private final class Failing implements TransactionOperations {

		@Override
		public <T> T execute(TransactionCallback<T> action) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void executeWithoutResult(Consumer<TransactionStatus> action) {
			if (OutcomeWriterTests.this.attempts.incrementAndGet() == 1) {
				throw new OutOfMemoryError("told to");
			}
		}

	}

}
