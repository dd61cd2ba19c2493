package dev.fundbell.sse.address;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Invalid tokens of one address. */
class FailedSignInsTests {

	private long nanoTime;

	private final FailedSignIns failures = new FailedSignIns(2,
			new ClientAddresses(new PerAddressProperties(0, 2, List.of())), () -> this.nanoTime);

	@Test
	void areTooManyFromTheLimitOnUntilTheMinuteIsOver() {
		this.failures.add("a");
		assertThat(this.failures.areTooMany("a")).isFalse();
		pass(Duration.ofSeconds(30));
		this.failures.add("a");
		assertThat(this.failures.areTooMany("a")).isTrue();
		assertThat(this.failures.areTooMany("b")).isFalse();
		pass(Duration.ofSeconds(29));
		assertThat(this.failures.areTooMany("a")).isTrue();
		pass(Duration.ofSeconds(1));
		assertThat(this.failures.areTooMany("a")).isFalse();
	}

	private void pass(Duration time) {
		this.nanoTime += time.toNanos();
	}

}
