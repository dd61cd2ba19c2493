package dev.fundbell.sse;

import java.io.IOException;
import java.util.Map;

import dev.fundbell.test.OptionMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** The options are a contract with those who run the sink. */
class OptionsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withUserConfiguration(Options.class);

	@Test
	void haveTheseNamesAndDefaults() throws IOException {
		assertThat(OptionMetadata.of(SseSinkProperties.class).defaults()).isEqualTo(Map.ofEntries(
				Map.entry("fundbell.sse.allowed-origins", ""), Map.entry("fundbell.sse.broker-patience", "1m"),
				Map.entry("fundbell.sse.drain", "5s"), Map.entry("fundbell.sse.drain-delay", "5s"),
				Map.entry("fundbell.sse.heartbeat", "15s"), Map.entry("fundbell.sse.lifetime", "1h"),
				Map.entry("fundbell.sse.max-connections", "15000"),
				Map.entry("fundbell.sse.max-connections-per-user", "20"), Map.entry("fundbell.sse.queue-events", "256"),
				Map.entry("fundbell.sse.queue-size", "64KB"), Map.entry("fundbell.sse.queues-size", "0"),
				Map.entry("fundbell.sse.request-timeout", "10s"), Map.entry("fundbell.sse.retry", "3s"),
				Map.entry("fundbell.sse.retry-after", "5s"), Map.entry("fundbell.sse.send-buffer", "64KB"),
				Map.entry("fundbell.sse.unread-interval", "500ms"), Map.entry("fundbell.sse.warm-up", "1500"),
				Map.entry("fundbell.sse.write-timeout", "30s"), Map.entry("fundbell.sse.replay.overlap", "5m"),
				Map.entry("fundbell.sse.replay.page-size", "100"), Map.entry("fundbell.sse.replay.max-age", "7d"),
				Map.entry("fundbell.sse.replay-patience", "3s"), Map.entry("fundbell.sse.recent.size", "32MB"),
				Map.entry("fundbell.sse.recent.age", "2h"), Map.entry("fundbell.sse.replay.threads", "4"),
				Map.entry("fundbell.sse.local.key-file", ".fundbell/sse-sink.key"),
				Map.entry("fundbell.sse.local.session", "12h"),
				Map.entry("fundbell.sse.per-address.max-connections", "0"),
				Map.entry("fundbell.sse.per-address.max-failed-sign-ins", "0"),
				Map.entry("fundbell.sse.per-address.trusted-proxies", "")));
	}

	@Test
	void areAllShownByDataFlow() throws IOException {
		OptionMetadata metadata = OptionMetadata.of(SseSinkProperties.class);
		assertThat(metadata.shownByDataFlow()).containsExactlyInAnyOrderElementsOf(metadata.types());
	}

	@ParameterizedTest
	@CsvSource({ "fundbell.sse.max-connections=-1, maxConnections", "fundbell.sse.queue-events=0, queueEvents",
			"fundbell.sse.queue-size=1KB, must be at least 4KB", "fundbell.sse.heartbeat=-1s, heartbeat",
			"fundbell.sse.retry-after=0, retryAfter", "fundbell.sse.warm-up=-1, warmUp",
			"fundbell.sse.send-buffer=3GB, must be from 0 to 2GB", "fundbell.sse.lifetime=long, fundbell.sse.lifetime",
			"fundbell.sse.allowed-origins=*, must name origins" })
	void failAtStartWhereTheyMakeNoSense(String option, String named) {
		this.runner.withPropertyValues(option)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(named));
	}

	@EnableConfigurationProperties(SseSinkProperties.class)
	static class Options {

	}

}
