package dev.fundbell.dataflow.server.alert;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the options of the alerts. */
class AlertOptionsTests {

	private static final String URL = "fundbell.alerts.webhook.url=https://example.org/alerts";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Options.class);

	@Test
	void haveTheseDefaults() {
		this.runner.run((context) -> {
			AlertProperties options = context.getBean(AlertProperties.class);
			assertThat(options.late()).isEqualTo(Duration.ofMinutes(10));
			assertThat(options.skipped()).isEqualTo(3);
			assertThat(options.webhook().url()).isNull();
			assertThat(options.webhook().timeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(options.mail().to()).isEmpty();
		});
	}

	@Test
	void haveTheseNames() {
		this.runner
			.withPropertyValues("fundbell.alerts.late=1h", "fundbell.alerts.skipped=0", URL,
					"fundbell.alerts.webhook.secret=0123456789abcdef", "fundbell.alerts.webhook.timeout=2s",
					"fundbell.alerts.mail.to=a@example.org,b@example.org", "fundbell.alerts.mail.from=c@example.org")
			.run((context) -> {
				AlertProperties options = context.getBean(AlertProperties.class);
				assertThat(options.late()).isEqualTo(Duration.ofHours(1));
				assertThat(options.skipped()).isZero();
				assertThat(options.webhook().url()).hasToString("https://example.org/alerts");
				assertThat(options.webhook().secret()).isEqualTo("0123456789abcdef");
				assertThat(options.webhook().timeout()).isEqualTo(Duration.ofSeconds(2));
				assertThat(options.mail().to()).containsExactly("a@example.org", "b@example.org");
				assertThat(options.mail().from()).isEqualTo("c@example.org");
				assertThat(options).asString().doesNotContain("0123456789abcdef");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "fundbell.alerts.late=-1s;fundbell.alerts.late must not be negative",
			"fundbell.alerts.skipped=-1;fundbell.alerts.skipped must be from 0",
			"fundbell.alerts.webhook.url=ftp://example.org;must be an http or https address",
			URL + ";fundbell.alerts.webhook.secret must have", "fundbell.alerts.webhook.timeout=0;must be positive",
			"fundbell.alerts.mail.to=nobody;'nobody' is no address",
			"fundbell.alerts.mail.to=a@example.org;fundbell.alerts.mail.from must be" })
	void failAtStartWhereTheyMakeNoSense(String option, String sentence) {
		this.runner.withPropertyValues(option)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(sentence));
	}

	@EnableConfigurationProperties(AlertProperties.class)
	static class Options {

	}

}
