package dev.fundbell.sms.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.sms.gateway.SendResult.Outcome;
import dev.fundbell.sms.text.PhoneNumber;
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

/** Tests of the gateways that options make, and of errors that name a wrong option. */
class GatewayConfigurationTests {

	private static final OutgoingSms MESSAGE = new OutgoingSms("fundbell-1-1",
			new PhoneNumber("+821012345678", 82, "01012345678"), "쿠폰이\n만료됩니다", 0);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withUserConfiguration(GatewayConfiguration.class, Surroundings.class);

	@Test
	void logsUnlessToldOtherwise() {
		this.runner.run((context) -> {
			GatewayChain chain = context.getBean(GatewayChain.class);
			assertThat(chain.gateways()).extracting(GatewayStatus::name).containsExactly("log");
			assertThat(chain.send(MESSAGE).toCompletableFuture().join().result().outcome()).isEqualTo(Outcome.ACCEPTED);
			assertThat(context).doesNotHaveBean(SmsLogFile.class);
		});
	}

	@Test
	void showsTextsInAFileOfItsOwnerInTheProfileLocalAlone(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("logs/sms.log");
		this.runner.withPropertyValues("spring.profiles.active=local", "fundbell.sms.log.file=" + file)
			.run((context) -> context.getBean(GatewayChain.class).send(MESSAGE).toCompletableFuture().join());
		assertThat(file).content().isEqualToIgnoringNewLines("2026-11-23 12:00:00  +821012345678  SMS  쿠폰이 만료됩니다");
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
		}
	}

	@Test
	void putsOffWhatTheFileCannotTake(@TempDir Path directory) {
		this.runner.withPropertyValues("spring.profiles.active=local", "fundbell.sms.log.file=" + directory)
			.run((context) -> assertThat(
					context.getBean(GatewayChain.class).send(MESSAGE).toCompletableFuture().join().result().reason())
				.isEqualTo("LOG_FILE_NOT_WRITTEN"));
	}

	@Test
	void hasGatewaysInTheirOrder() {
		this.runner.withPropertyValues("fundbell.sms.gateway-chain=main,spare", "fundbell.sms.gateways.spare.type=http",
				"fundbell.sms.gateways.spare.http.url=http://127.0.0.1:1/",
				"fundbell.sms.gateways.spare.http.body={\"to\":\"{{to}}\"}", "fundbell.sms.gateways.main.type=solapi",
				"fundbell.sms.gateways.main.from=0212345678", "fundbell.sms.gateways.main.solapi.api-key=key",
				"fundbell.sms.gateways.main.solapi.api-secret=secret")
			.run((context) -> assertThat(context.getBean(GatewayChain.class).gateways()).extracting(GatewayStatus::name)
				.containsExactly("main", "spare"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = {
			"gateway-chain=main; fundbell.sms.gateway-chain names main, but there is no fundbell.sms.gateways.main.type",
			"gateway-chain=; gatewayChain",
			"gateway-chain=a gateways.a.type=http; fundbell.sms.gateways.a.http.url is missing",
			"gateway-chain=a gateways.a.type=solapi; fundbell.sms.gateways.a.solapi.api-key is missing",
			"gateway-chain=a gateways.a.type=solapi gateways.a.solapi.api-key=k gateways.a.solapi.api-secret=s; fundbell.sms.gateways.a.from is missing",
			"gateway-chain=a gateways.a.type=http gateways.a.http.url=x gateways.a.http.body={}; fundbell.sms.gateways.a.http: URI",
			"gateway-chain=a gateways.a.type=http gateways.a.http.url=http://x/ gateways.a.http.body={{to}}; is not JSON",
			"gateway-chain=two_words; a name is of up to 40 letters",
			"gateway-chain=log gateways.log.rate-per-second=-1; ratePerSecond",
			"gateway-chain=log gateways.log.attempts=0; attempts",
			"gateway-chain=log gateways.log.failure-rate=101; failureRate",
			"gateway-chain=log gateways.log.longest-backoff=0; longestBackoff",
			"gateway-chain=log gateways.log.probe-interval=0; probeInterval",
			"gateway-chain=log gateways.log.charset=latin; charset",
			"gateway-chain=log gateways.log.receipts.hmac-secret=short; hmacSecret",
			"gateway-chain=log gateways.log.receipts.path-secret=short; pathSecret" })
	void saysWhatIsWrong(String options, String message) {
		String[] values = options.split(" ");
		for (int each = 0; each < values.length; each++) {
			values[each] = "fundbell.sms." + values[each];
		}
		this.runner.withPropertyValues(values)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(message));
	}

	@EnableConfigurationProperties({ GatewayChainProperties.class, SmsLogProperties.class })
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
