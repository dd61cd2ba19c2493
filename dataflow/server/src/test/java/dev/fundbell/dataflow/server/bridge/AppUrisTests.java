package dev.fundbell.dataflow.server.bridge;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Tests of {@link AppUris}. */
class AppUrisTests {

	@ParameterizedTest
	@ValueSource(strings = { "file:///apps/coupon-expiry-task-0.1.0.jar", "file:/apps/sse-sink-1.22.333.jar",
			"https://repo.example/sse-sink-0.1.0-SNAPSHOT.jar", "maven://dev.fundbell:sse-sink:0.1.0",
			"docker:fundbell/sse-sink:latest" })
	void acceptsWhatDataFlowCanDeploy(String uri) {
		assertThatNoException().isThrownBy(() -> AppUris.validate(uri, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:///apps/probe.jar", "file:///apps/probe-task.jar", "file:///apps/probe-1.jar",
			"file:///apps/-1.0.0.jar", "file:///apps/probe-1.0.jar", "file:///apps/1.0.0.jar", "FILE:///apps/probe.jar",
			"file:///apps/probe-1.0.0.zip", "file:///probe-1.0.0/app.jar" })
	void refusesFilesWhoseNameHasNoVersion(String uri) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> AppUris.validate(uri, null))
			.withMessageContaining(uri)
			.withMessageContaining("must end in name-x.y.z.jar");
	}

	@Test
	void leavesOutTheVersionOfTheFileAndNoOther() {
		assertThat(AppUris.withoutVersion("file:/fundbell-0.1.0/sse-sink-0.1.0/sse-sink-0.1.0.jar", "0.1.0"))
			.isEqualTo("file:/fundbell-0.1.0/sse-sink-0.1.0/sse-sink");
	}

	@Test
	void refusesAVersionOtherThanTheFiles() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> AppUris.validate("file:///apps/probe-0.1.0.jar", "0.2.0"))
			.withMessageContaining("0.1.0")
			.withMessageContaining("0.2.0");
	}

}
