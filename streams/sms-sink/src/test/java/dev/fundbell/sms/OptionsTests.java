package dev.fundbell.sms;

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

/** Tests of the options, which are a contract with the operators of the sink. */
class OptionsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withUserConfiguration(Options.class);

	@Test
	void haveTheseNamesAndDefaults() throws IOException {
		assertThat(OptionMetadata.of(SmsSinkProperties.class).defaults()).isEqualTo(Map.ofEntries(
				Map.entry("fundbell.sms.drain", "20s"), Map.entry("fundbell.sms.gateway-chain", "log"),
				Map.entry("fundbell.sms.gateways", ""), Map.entry("fundbell.sms.log.file", ".fundbell/logs/sms.log"),
				Map.entry("fundbell.sms.max-age", "2d"), Map.entry("fundbell.sms.max-clock-skew", "5m"),
				Map.entry("fundbell.sms.max-in-flight", "400"), Map.entry("fundbell.sms.quiet-hours.end", "08:00"),
				Map.entry("fundbell.sms.quiet-hours.start", "21:00"), Map.entry("fundbell.sms.region", "KR"),
				Map.entry("fundbell.sms.unread-after", "0s"), Map.entry("fundbell.sms.unknown.ask-after", "30s"),
				Map.entry("fundbell.sms.unknown.give-up-after", "24h"),
				Map.entry("fundbell.sms.unknown.not-found-after", "5m")));
	}

	@Test
	void areDeprecatedUnderTheirFormerNames() throws IOException {
		assertThat(OptionMetadata.of(SmsSinkProperties.class).replacements()).isEqualTo(Map.of("fundbell.sms.providers",
				"fundbell.sms.gateways", "fundbell.sms.use", "fundbell.sms.gateway-chain"));
	}

	@Test
	void areAllShownByDataFlow() throws IOException {
		OptionMetadata metadata = OptionMetadata.of(SmsSinkProperties.class);
		assertThat(metadata.shownByDataFlow()).containsExactlyInAnyOrderElementsOf(metadata.types());
	}

	@ParameterizedTest
	@CsvSource({ "fundbell.sms.max-in-flight=0, maxInFlight", "fundbell.sms.max-age=-1s, maxAge",
			"fundbell.sms.max-clock-skew=-1s, maxClockSkew", "fundbell.sms.unread-after=-1s, unreadAfter",
			"fundbell.sms.unread-after=8d, unreadAfter",
			"fundbell.sms.quiet-hours.start=25:00, fundbell.sms.quiet-hours.start",
			"fundbell.sms.unknown.ask-after=0, unknown.askAfter" })
	void failAtStartWhereTheyMakeNoSense(String option, String named) {
		this.runner.withPropertyValues(option)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(named));
	}

	@EnableConfigurationProperties(SmsSinkProperties.class)
	static class Options {

	}

}
