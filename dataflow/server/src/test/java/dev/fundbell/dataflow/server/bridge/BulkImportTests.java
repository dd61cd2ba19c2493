package dev.fundbell.dataflow.server.bridge;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link BulkImport}. */
class BulkImportTests {

	@Test
	void saysBoot3BehindEachAppThatSaysNothing() {
		assertThat(BulkImport.withBootVersions("""
				# our apps
				task.coupon-expiry-task=file:///apps/coupon-expiry-task-0.1.0.jar
				sink.sse-sink = maven://dev.fundbell:sse-sink:0.1.0
				sink.sse-sink.metadata=maven://dev.fundbell:sse-sink:jar:metadata:0.1.0
				""")).isEqualTo("""
				# our apps
				task.coupon-expiry-task=file:///apps/coupon-expiry-task-0.1.0.jar
				task.coupon-expiry-task.bootVersion=3
				sink.sse-sink = maven://dev.fundbell:sse-sink:0.1.0
				sink.sse-sink.bootVersion=3
				sink.sse-sink.metadata=maven://dev.fundbell:sse-sink:jar:metadata:0.1.0
				""");
	}

	@Test
	void keepsTheBootVersionThatTheFileSays() {
		String properties = "task.old=maven://org.example:old:1.0.0\ntask.old.bootVersion=2\n";
		assertThat(BulkImport.withBootVersions(properties)).isEqualTo(properties);
	}

	@Test
	void refusesAFileWithoutVersion() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> BulkImport.withBootVersions("task.probe=file:///apps/probe.jar"));
	}

}
