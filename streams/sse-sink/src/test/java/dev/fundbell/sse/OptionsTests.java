package dev.fundbell.sse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
		Map<String, String> options = new TreeMap<>();
		metadata().path("properties").forEach((property) -> {
			assertThat(property.path("description").asString()).as(property.toString()).endsWith(".");
			options.put(property.path("name").asString(), property.path("defaultValue").asString());
		});
		assertThat(options).isEqualTo(new TreeMap<>(Map.ofEntries(Map.entry("fundbell.sse.allowed-origins", ""),
				Map.entry("fundbell.sse.drain", "5s"), Map.entry("fundbell.sse.heartbeat", "15s"),
				Map.entry("fundbell.sse.lifetime", "1h"), Map.entry("fundbell.sse.max-connections", "15000"),
				Map.entry("fundbell.sse.max-connections-per-user", "20"), Map.entry("fundbell.sse.queue-events", "256"),
				Map.entry("fundbell.sse.queue-size", "64KB"), Map.entry("fundbell.sse.request-timeout", "10s"),
				Map.entry("fundbell.sse.retry", "3s"), Map.entry("fundbell.sse.retry-after", "5s"),
				Map.entry("fundbell.sse.send-buffer", "64KB"), Map.entry("fundbell.sse.write-timeout", "30s"),
				Map.entry("fundbell.sse.replay.overlap", "5m"), Map.entry("fundbell.sse.replay.page-size", "100"),
				Map.entry("fundbell.sse.replay.queue", "1000"), Map.entry("fundbell.sse.replay.threads", "4"),
				Map.entry("fundbell.sse.local.key-file", ".fundbell/sse-sink.key"),
				Map.entry("fundbell.sse.local.session", "12h"))));
	}

	@Test
	void areAllShownByDataFlow() throws IOException {
		Properties shown = new Properties();
		try (InputStream file = resource("dataflow-configuration-metadata.properties")) {
			shown.load(file);
		}
		List<String> groups = metadata().path("groups")
			.valueStream()
			.map((group) -> group.path("type").asString())
			.toList();
		assertThat(shown.getProperty("configuration-properties.classes").split(","))
			.containsExactlyInAnyOrderElementsOf(groups);
	}

	@ParameterizedTest
	@CsvSource({ "fundbell.sse.max-connections=-1, maxConnections", "fundbell.sse.queue-events=0, queueEvents",
			"fundbell.sse.queue-size=1KB, must be at least 4KB", "fundbell.sse.heartbeat=-1s, heartbeat",
			"fundbell.sse.retry-after=0, retryAfter", "fundbell.sse.send-buffer=3GB, must be from 0 to 2GB",
			"fundbell.sse.lifetime=long, fundbell.sse.lifetime" })
	void failAtStartWhereTheyMakeNoSense(String option, String named) {
		this.runner.withPropertyValues(option)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(named));
	}

	private static JsonNode metadata() throws IOException {
		try (InputStream file = resource("spring-configuration-metadata.json")) {
			return new JsonMapper().readTree(file);
		}
	}

	private static InputStream resource(String name) throws IOException {
		return SseSinkProperties.class.getModule().getResourceAsStream("META-INF/" + name);
	}

	@EnableConfigurationProperties(SseSinkProperties.class)
	static class Options {

	}

}
