package dev.fundbell.sms.gateway;

import java.util.List;

import dev.fundbell.sms.gateway.GatewayConfigurationTests.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the options of version 0.1, which are read under their former names. */
@ExtendWith(OutputCaptureExtension.class)
class FormerOptionsTests {

	private static final List<String> FORMER = List.of("fundbell.sms.use=Main,spare",
			"fundbell.sms.providers.spare.type=log", "fundbell.sms.providers.Main.type=http",
			"fundbell.sms.providers.Main.rate-per-second=7", "fundbell.sms.providers.Main.http.url=http://127.0.0.1:1/",
			"fundbell.sms.providers.Main.http.headers.Idempotency-Key={{reference}}",
			"fundbell.sms.providers.Main.http.body={\"to\":\"{{to}}\"}",
			"fundbell.sms.providers.Main.http.accepted-values=ok,queued");

	@Test
	void areReadAndTheWarningNamesTheNewOnes(CapturedOutput output) {
		try (ConfigurableApplicationContext sink = start(FORMER)) {
			GatewayChainProperties options = sink.getBean(GatewayChainProperties.class);
			assertThat(options.gatewayChain()).containsExactly("Main", "spare");
			GatewayProperties main = options.gateways().get("main");
			assertThat(main.ratePerSecond()).isEqualTo(7);
			assertThat(main.http().headers()).containsEntry("idempotency-key", "{{reference}}");
			assertThat(main.http().acceptedValues()).containsExactly("ok", "queued");
			assertThat(sink.getBean(GatewayChain.class).gateways()).extracting(GatewayStatus::name)
				.containsExactly("Main", "spare");
		}
		assertThat(output).contains("WARN")
			.contains("Key: fundbell.sms.use", "Replacement: fundbell.sms.gateway-chain", "Key: fundbell.sms.providers",
					"Replacement: fundbell.sms.gateways.main.type")
			.doesNotContain("127.0.0.1:1");
	}

	@Test
	void mayBeMixedWithNewOnes() {
		List<String> mixed = List.of("fundbell.sms.gateway-chain=main", "fundbell.sms.gateways.main.type=log",
				"fundbell.sms.providers.main.rate-per-second=7");
		try (ConfigurableApplicationContext sink = start(mixed)) {
			GatewayProperties main = sink.getBean(GatewayChainProperties.class).gateways().get("main");
			assertThat(main.type()).isEqualTo(GatewayProperties.Type.LOG);
			assertThat(main.ratePerSecond()).isEqualTo(7);
		}
	}

	@Test
	void areNotMentionedWhereNoneIsUsed(CapturedOutput output) {
		start(List.of("fundbell.sms.gateway-chain=log")).close();
		assertThat(output).doesNotContain("fundbell.sms.use", "fundbell.sms.providers", "Replacement:");
	}

	private static ConfigurableApplicationContext start(List<String> options) {
		return new SpringApplicationBuilder(GatewayConfiguration.class, Surroundings.class).web(WebApplicationType.NONE)
			.run(options.stream().map((option) -> "--" + option).toArray(String[]::new));
	}

}
