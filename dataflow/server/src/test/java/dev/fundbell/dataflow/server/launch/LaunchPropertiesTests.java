package dev.fundbell.dataflow.server.launch;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link LaunchProperties}. */
class LaunchPropertiesTests {

	@Test
	void keepsCommasAndEqualsSignsOfValues() {
		assertThat(LaunchProperties.parse("app.probe.a=b=c,d,app.probe.e="))
			.containsOnly(java.util.Map.entry("app.probe.a", "b=c,d"), java.util.Map.entry("app.probe.e", ""));
		assertThat(LaunchProperties.parse(null)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "app.probe.a", "app.probe.=x", "app.probe.a=b,app.probe. =x" })
	void refusesWhatDataFlowWouldDrop(String properties) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> LaunchProperties.parse(properties))
			.withMessageContaining("is no property");
	}

}
