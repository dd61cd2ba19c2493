package dev.fundbell.dataflow.server.trace;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the options of the traces. */
class TraceOptionsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Options.class);

	@Test
	void haveTheseDefaults() {
		this.runner.run((context) -> {
			TraceProperties options = context.getBean(TraceProperties.class);
			assertThat(options.datasource().isConfigured()).isFalse();
			assertThat(options.datasource().username()).isEmpty();
			assertThat(options.datasource().password()).isEmpty();
			assertThat(options.showTexts()).isFalse();
		});
	}

	@Test
	void haveTheseNames() {
		this.runner
			.withPropertyValues("fundbell.trace.datasource.url=jdbc:mariadb://db/fundbell",
					"fundbell.trace.datasource.username=support", "fundbell.trace.datasource.password=s3cret",
					"fundbell.trace.show-texts=true")
			.run((context) -> {
				TraceProperties options = context.getBean(TraceProperties.class);
				assertThat(options.datasource().url()).isEqualTo("jdbc:mariadb://db/fundbell");
				assertThat(options.datasource().username()).isEqualTo("support");
				assertThat(options.datasource().password()).isEqualTo("s3cret");
				assertThat(options.showTexts()).isTrue();
				assertThat(options).asString().doesNotContain("s3cret");
			});
	}

	@Test
	void refuseAnAddressThatIsNoJdbcUrl() {
		this.runner.withPropertyValues("fundbell.trace.datasource.url=db/fundbell")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("must begin with jdbc:"));
	}

	@EnableConfigurationProperties(TraceProperties.class)
	static class Options {

	}

}
