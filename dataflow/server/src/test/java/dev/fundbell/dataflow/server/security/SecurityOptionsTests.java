package dev.fundbell.dataflow.server.security;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the options of the sign-in. */
class SecurityOptionsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Options.class);

	@Test
	void haveTheseDefaults() {
		this.runner.run((context) -> {
			SecuritySettings options = context.getBean(SecuritySettings.class);
			assertThat(options.users()).isEmpty();
			assertThat(options.maxFailedSignIns()).isEqualTo(20);
		});
	}

	@Test
	void haveTheseNames() {
		this.runner
			.withPropertyValues("fundbell.security.users.ann.password={bcrypt}x",
					"fundbell.security.users.ann.roles=VIEW", "fundbell.security.max-failed-sign-ins=5")
			.run((context) -> {
				SecuritySettings options = context.getBean(SecuritySettings.class);
				assertThat(options.users()).containsOnlyKeys("ann");
				assertThat(options.maxFailedSignIns()).isEqualTo(5);
			});
	}

	@Test
	void refuseALimitBelowZero() {
		this.runner.withPropertyValues("fundbell.security.max-failed-sign-ins=-1")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("must not be negative"));
	}

	@EnableConfigurationProperties(SecuritySettings.class)
	static class Options {

	}

}
