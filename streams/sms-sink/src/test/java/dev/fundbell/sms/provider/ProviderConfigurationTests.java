package dev.fundbell.sms.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.sms.provider.SendResult.Outcome;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.SmsText;
import dev.fundbell.test.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/** Which gateways there are, and what is said of mistakes in their options. */
class ProviderConfigurationTests {

	private static final SmsMessage MESSAGE = new SmsMessage("fundbell-1-1",
			new PhoneNumber("+821012345678", 82, "01012345678"), SmsText.of("쿠폰이\n만료됩니다"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withUserConfiguration(ProviderConfiguration.class, Surroundings.class);

	@Test
	void logsUnlessToldOtherwise() {
		this.runner.run((context) -> {
			Route route = context.getBean(Route.class);
			assertThat(route.gateways()).containsOnlyKeys("log");
			assertThat(route.send(MESSAGE).toCompletableFuture().join().result().outcome()).isEqualTo(Outcome.ACCEPTED);
			assertThat(context).doesNotHaveBean(SmsLogFile.class);
		});
	}

	@Test
	void showsTextsInAFileOfItsOwnerInTheProfileLocalAlone(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("logs/sms.log");
		this.runner.withPropertyValues("spring.profiles.active=local", "fundbell.sms.log.file=" + file)
			.run((context) -> context.getBean(Route.class).send(MESSAGE).toCompletableFuture().join());
		assertThat(file).content().isEqualToIgnoringNewLines("2026-11-23 12:00:00  +821012345678  SMS  쿠폰이 만료됩니다");
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
		}
	}

	@Test
	void triesAgainWhenTheFileCannotBeWritten(@TempDir Path directory) {
		this.runner
			.withPropertyValues("spring.profiles.active=local", "fundbell.sms.log.file=" + directory,
					"fundbell.sms.providers.log.backoff=1ms", "fundbell.sms.providers.log.attempts=2")
			.run((context) -> assertThat(
					context.getBean(Route.class).send(MESSAGE).toCompletableFuture().join().result().reason())
				.isEqualTo("LOG_FILE_NOT_WRITTEN"));
	}

	@Test
	void hasGatewaysInTheirOrder() {
		this.runner.withPropertyValues("fundbell.sms.use=main,spare", "fundbell.sms.providers.spare.type=http",
				"fundbell.sms.providers.spare.http.url=http://127.0.0.1:1/",
				"fundbell.sms.providers.spare.http.body={\"to\":\"{{to}}\"}", "fundbell.sms.providers.main.type=solapi",
				"fundbell.sms.providers.main.from=0212345678", "fundbell.sms.providers.main.solapi.api-key=key",
				"fundbell.sms.providers.main.solapi.api-secret=secret")
			.run((context) -> assertThat(context.getBean(Route.class).gateways().keySet()).containsExactly("main",
					"spare"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = {
			"use=main; fundbell.sms.use names main, but there is no fundbell.sms.providers.main.type", "use=; use",
			"use=a providers.a.type=http; fundbell.sms.providers.a.http.url is missing",
			"use=a providers.a.type=solapi; fundbell.sms.providers.a.solapi.api-key is missing",
			"use=a providers.a.type=solapi providers.a.solapi.api-key=k providers.a.solapi.api-secret=s; fundbell.sms.providers.a.from is missing",
			"use=a providers.a.type=http providers.a.http.url=x providers.a.http.body={}; fundbell.sms.providers.a.http: URI",
			"use=a providers.a.type=http providers.a.http.url=http://x/ providers.a.http.body={{to}}; is not JSON",
			"use=two_words; a name is of up to 40 letters", "use=log providers.log.rate-per-second=-1; ratePerSecond",
			"use=log providers.log.attempts=0; attempts", "use=log providers.log.failure-rate=101; failureRate" })
	void saysWhatIsWrong(String options, String message) {
		String[] values = options.split(" ");
		for (int each = 0; each < values.length; each++) {
			values[each] = "fundbell.sms." + values[each];
		}
		this.runner.withPropertyValues(values)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(message));
	}

	@EnableConfigurationProperties({ GatewaysProperties.class, SmsLogProperties.class })
	static class Surroundings {

		@Bean
		Clock clock() {
			return new SettableClock("2026-11-23T03:00:00Z");
		}

		@Bean
		BusinessCalendar calendar(Clock clock) {
			return new BusinessCalendar(clock, ZoneId.of("Asia/Seoul"));
		}

		@Bean
		SimpleMeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

	}

}
