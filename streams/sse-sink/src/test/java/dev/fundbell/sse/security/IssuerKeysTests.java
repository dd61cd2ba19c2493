package dev.fundbell.sse.security;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import org.springframework.cache.Cache.ValueRetrievalException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How long keys count, and how often their issuer is asked. */
class IssuerKeysTests {

	private static final String ADDRESS = "https://issuer.example/keys";

	private final AtomicLong time = new AtomicLong();

	private final IssuerKeys keys = new IssuerKeys(this.time::get);

	private final AtomicInteger asked = new AtomicInteger();

	private boolean away;

	private final Callable<String> issuer = () -> {
		int count = this.asked.incrementAndGet();
		if (this.away) {
			throw new IllegalStateException("The issuer is away");
		}
		return "keys " + count;
	};

	private String get() {
		return this.keys.get(ADDRESS, this.issuer);
	}

	private void pass(Duration duration) {
		this.time.addAndGet(duration.toNanos());
	}

	private void assertNotHad() {
		assertThatExceptionOfType(ValueRetrievalException.class).isThrownBy(this::get)
			.withRootCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void areAskedForAgainAfterFiveMinutes() {
		assertThat(get()).isEqualTo("keys 1");
		pass(Duration.ofMinutes(4));
		assertThat(get()).isEqualTo("keys 1");
		pass(Duration.ofMinutes(1));
		assertThat(get()).isEqualTo("keys 2");
	}

	@Test
	void countForADayWhileTheIssuerIsAway() {
		get();
		this.away = true;
		pass(Duration.ofHours(23));
		assertThat(get()).isEqualTo("keys 1");
		assertThat(get()).isEqualTo("keys 1");
		assertThat(this.asked).as("not by each token").hasValue(2);
		pass(Duration.ofHours(1));
		assertNotHad();
	}

	@Test
	void areNewFiveMinutesAfterTheIssuerIsBack() {
		get();
		this.away = true;
		pass(Duration.ofHours(1));
		get();
		this.away = false;
		pass(Duration.ofMinutes(5));
		assertThat(get()).isEqualTo("keys 3");
	}

	@Test
	void areAskedForWhenATokenNamesAnUnknownOne() {
		get();
		this.keys.invalidate();
		assertThat(get()).isEqualTo("keys 2");
		assertThat(get()).isEqualTo("keys 2");
	}

	/** The former keys would make a valid token an invalid one. */
	@Test
	void anUnknownOneIsNotInvalidWhileTheIssuerIsAway() {
		get();
		this.away = true;
		this.keys.invalidate();
		assertNotHad();
		assertThat(get()).as("for tokens with another key").isEqualTo("keys 1");
		assertThat(this.asked).hasValue(2);
	}

	/** Each question may take seconds. */
	@Test
	void anIssuerThatIsAwayIsLeftAloneForSomeSeconds() {
		this.away = true;
		assertNotHad();
		assertNotHad();
		assertThat(this.asked).hasValue(1);
		this.away = false;
		pass(Duration.ofSeconds(5));
		assertThat(get()).isEqualTo("keys 2");
	}

}
