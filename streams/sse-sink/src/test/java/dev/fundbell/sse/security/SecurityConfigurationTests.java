package dev.fundbell.sse.security;

import dev.fundbell.sse.SseSinkProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens that are accepted, and those that are not. */
class SecurityConfigurationTests {

	@Test
	void refusesToStartWithoutAKeyToVerifyTokensWith() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class))
			.withUserConfiguration(SecurityConfiguration.class, Options.class)
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new NoVerificationKeyFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).isEqualTo("No key is configured to verify tokens with.");
				assertThat(analysis.getAction())
					.startsWith("Set one of spring.security.oauth2.resourceserver.jwt.issuer-uri, ");
			});
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "1, true", "9223372036854775807, true", "9223372036854775808, false", "0, false", "-1, false",
					"01, false", "+1, false", "'1 ', false", "ada, false", "'', false", "null, false", "١, false" })
	void acceptsSubjectsThatAreUserIds(String subject, boolean accepted) {
		Jwt.Builder token = Jwt.withTokenValue("token").header("alg", "none").claim("scope", "any");
		if (subject != null) {
			token.subject(subject);
		}
		assertThat(new UserIdSubject().validate(token.build()).hasErrors()).isEqualTo(!accepted);
	}

	@EnableConfigurationProperties(SseSinkProperties.class)
	static class Options {

	}

}
