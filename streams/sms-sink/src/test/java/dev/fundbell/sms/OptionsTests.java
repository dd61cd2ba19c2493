package dev.fundbell.sms;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

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

/** Tests of the options, which are a contract with the operators of the sink. */
class OptionsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withUserConfiguration(Options.class);

	@Test
	void haveTheseNamesAndDefaults() throws IOException {
		Map<String, String> options = new TreeMap<>();
		options().filter((option) -> !option.has("deprecation")).forEach((option) -> {
			assertThat(option.path("description").asString()).as(option.toString()).endsWith(".");
			options.put(option.path("name").asString(), option.path("defaultValue").asString());
		});
		assertThat(options).isEqualTo(new TreeMap<>(Map.ofEntries(Map.entry("fundbell.sms.drain", "20s"),
				Map.entry("fundbell.sms.gateway-chain", "log"), Map.entry("fundbell.sms.gateways", ""),
				Map.entry("fundbell.sms.log.file", ".fundbell/logs/sms.log"), Map.entry("fundbell.sms.max-age", "2d"),
				Map.entry("fundbell.sms.max-in-flight", "400"), Map.entry("fundbell.sms.quiet-hours.end", "08:00"),
				Map.entry("fundbell.sms.quiet-hours.start", "21:00"), Map.entry("fundbell.sms.region", "KR"),
				Map.entry("fundbell.sms.unknown.ask-after", "30s"),
				Map.entry("fundbell.sms.unknown.give-up-after", "24h"),
				Map.entry("fundbell.sms.unknown.not-found-after", "5m"))));
	}

	@Test
	void areDeprecatedUnderTheirFormerNames() throws IOException {
		Map<String, String> replacements = new TreeMap<>();
		options().filter((option) -> option.has("deprecation"))
			.forEach((option) -> replacements.put(option.path("name").asString(),
					option.at("/deprecation/replacement").asString()));
		assertThat(replacements).containsExactly(Map.entry("fundbell.sms.providers", "fundbell.sms.gateways"),
				Map.entry("fundbell.sms.use", "fundbell.sms.gateway-chain"));
	}

	@Test
	void areAllShownByDataFlow() throws IOException {
		Properties shown = new Properties();
		try (InputStream file = resource("dataflow-configuration-metadata.properties")) {
			shown.load(file);
		}
		List<String> groups = metadata().path("groups")
			.valueStream()
			.filter(OptionsTests::isOfTheSink)
			.map((group) -> group.path("type").asString())
			.toList();
		assertThat(shown.getProperty("configuration-properties.classes").split(","))
			.containsExactlyInAnyOrderElementsOf(groups);
	}

	@ParameterizedTest
	@CsvSource({ "fundbell.sms.max-in-flight=0, maxInFlight", "fundbell.sms.max-age=-1s, maxAge",
			"fundbell.sms.quiet-hours.start=25:00, fundbell.sms.quiet-hours.start",
			"fundbell.sms.unknown.ask-after=0, unknown.askAfter" })
	void failAtStartWhereTheyMakeNoSense(String option, String named) {
		this.runner.withPropertyValues(option)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(named));
	}

	private static Stream<JsonNode> options() throws IOException {
		return metadata().path("properties").valueStream().filter(OptionsTests::isOfTheSink);
	}

	/** Actuator adds its own for the endpoint. */
	private static boolean isOfTheSink(JsonNode described) {
		return described.path("name").asString().startsWith("fundbell.");
	}

	private static JsonNode metadata() throws IOException {
		try (InputStream file = resource("spring-configuration-metadata.json")) {
			return new JsonMapper().readTree(file);
		}
	}

	private static InputStream resource(String name) throws IOException {
		return SmsSinkProperties.class.getModule().getResourceAsStream("META-INF/" + name);
	}

	@EnableConfigurationProperties(SmsSinkProperties.class)
	static class Options {

	}

}
