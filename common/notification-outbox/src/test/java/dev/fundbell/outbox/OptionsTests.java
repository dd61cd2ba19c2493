package dev.fundbell.outbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fundbell.test.OptionMetadata;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests of what an operator sets and sees. */
class OptionsTests {

	private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

	private final OutboxStatistics statistics = new OutboxStatistics(Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void haveTheseNamesAndDefaults() throws IOException {
		assertThat(OptionMetadata.of(OutboxProperties.class).defaults())
			.containsExactlyInAnyOrderEntriesOf(Map.of("fundbell.outbox.relay", "true", "fundbell.outbox.topic",
					"notifications", "fundbell.outbox.poll-interval", "500ms", "fundbell.outbox.takeover-after", "2s",
					"fundbell.outbox.max-age", "1m"));
	}

	@Test
	void areRefusedWithASentence() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new OutboxProperties(true, "notifications", Duration.ZERO, Duration.ZERO, Duration.ZERO))
			.withMessageContaining("fundbell.outbox.poll-interval positive");
	}

	@Test
	void theHealthIsDownOnceTheOldestHasWaitedTooLong() {
		OutboxHealth health = new OutboxHealth(this.statistics, () -> true, Duration.ofMinutes(1));
		this.statistics.seen(NOW.minusSeconds(60), 0);
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		this.statistics.seen(NOW.minusSeconds(61), 0);
		assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(new OutboxHealth(this.statistics, () -> true, Duration.ZERO).health().getStatus())
			.isEqualTo(Status.UP);
	}

	@Test
	void theHealthIsDownOnceTheRelayHasEnded() {
		assertThat(new OutboxHealth(this.statistics, () -> false, Duration.ZERO).health().getStatus())
			.isEqualTo(Status.DOWN);
	}

	@Test
	void theMetricsSayWhatWasCreatedAndPublishedAndHowOldTheOldestIs() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new OutboxMetrics(this.statistics, true).bindTo(registry);
		this.statistics.created(3);
		this.statistics.published(2);
		this.statistics.seen(NOW.minusSeconds(5), 1);
		assertThat(registry.get("fundbell.outbox.created").functionCounter().count()).isEqualTo(3);
		assertThat(registry.get("fundbell.outbox.published").functionCounter().count()).isEqualTo(2);
		assertThat(registry.get("fundbell.outbox.oldest.age").timeGauge().value(TimeUnit.SECONDS)).isEqualTo(5);
		assertThat(registry.get("fundbell.outbox.parked").gauge().value()).isEqualTo(1);
	}

	@Test
	void anInstanceWithoutARelayHasNoMetricsOfWhatIsUnpublished() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new OutboxMetrics(this.statistics, false).bindTo(registry);
		assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsExactly("fundbell.outbox.created");
	}

}
