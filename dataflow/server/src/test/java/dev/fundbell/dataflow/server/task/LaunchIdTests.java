package dev.fundbell.dataflow.server.task;

import dev.fundbell.dataflow.server.execution.ExecutionRef;
import dev.fundbell.dataflow.server.execution.SchemaTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link LaunchId}. */
class LaunchIdTests {

	@ParameterizedTest
	@EnumSource(SchemaTarget.class)
	void namesTaskServerAndExecution(SchemaTarget target) {
		LaunchId id = new LaunchId("coupon-expiry-task-2", "1f3a77c2", new ExecutionRef(117, target));
		assertThat(LaunchId.parse(id.toString())).contains(id);
	}

	@Test
	void isReadable() {
		assertThat(new LaunchId("a", "1f3a77c2", new ExecutionRef(7, SchemaTarget.BOOT3))).hasToString("a-7-1f3a77c2");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a-1f3a77c2-7d0b-4c1e-9f7e-0123456789ab", "a-7", "a-7x-1f3a77c2", "-7-1f3a77c2x", "pod-x7k2p" })
	void leavesIdsOfOtherKindsAlone(String text) {
		assertThat(LaunchId.parse(text)).isEmpty();
	}

	@Test
	void knowsTheIdsOfEarlierVersions() {
		assertThat(LaunchId.isOfEarlierVersion("a-1f3a77c2-7d0b-4c1e-9f7e-0123456789ab")).isTrue();
		assertThat(LaunchId.isOfEarlierVersion("1f3a77c2-7d0b-4c1e-9f7e-0123456789ab")).isFalse();
		assertThat(LaunchId.isOfEarlierVersion("a-7-1f3a77c2")).isFalse();
	}

}
