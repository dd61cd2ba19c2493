package dev.fundbell.dataflow.server.trace;

import java.time.Instant;

import dev.fundbell.dataflow.server.trace.StoredNotification.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the sentences of a trace. */
class TraceStepsTests {

	private static final Instant NOON = Instant.EPOCH.plusSeconds(43_200);

	@Test
	void namesTheRunAndItsExecution() {
		StoredNotification notification = notification("PUBLISHED", null, new Run(12, "uuid", "coupon-expiry"));
		assertThat(
				step(notification, null, null, new ExecutionOfRun(45, "coupon-expiry-task", "coupon-expiry"), 0).text())
			.isEqualTo(
					"Created by run 12 of the job coupon-expiry, execution 45 of coupon-expiry-task of the schedule coupon-expiry.");
		assertThat(step(notification, null, null, null, 0).text()).endsWith("is not on record any longer.");
		assertThat(step(notification("PUBLISHED", null, null), null, null, null, 0).text())
			.isEqualTo("Created by no run of a task, but by the service itself.");
	}

	@Test
	void tellsThePlaceInTheTopicOnlyWhereItIsKnown() {
		StoredNotification notification = notification("PUBLISHED", null, null);
		assertThat(step(notification, null, sms("SENT", null), null, 1).text())
			.isEqualTo("Acknowledged by Kafka: topic notifications-of-all, partition 3, offset 17.");
		assertThat(step(notification, null, null, null, 1).text()).contains("Partition and offset are not on record");
	}

	@Test
	void tellsWhyItIsNotPublished() {
		StoredNotification claimed = notification("PUBLISHING", null, null);
		assertThat(step(claimed, new UnpublishedChunk(1, 0, null), null, null, 1).outcome()).isEqualTo("waiting");
		assertThat(step(claimed, new UnpublishedChunk(1, 2, "why"), null, null, 1).text())
			.contains("2 runs could not publish its chunk: why. The next run");
		TraceStep parked = step(claimed, new UnpublishedChunk(1, 5, "why"), null, null, 1);
		assertThat(parked.outcome()).isEqualTo("failed");
		assertThat(parked.text()).startsWith("Parked.").contains("./fundbell parked retry 1 ");
		assertThat(step(claimed, null, null, null, 1).outcome()).isEqualTo("failed");
		assertThat(step(claimed, null, null, null, 2).outcome()).isEqualTo("none");
		TraceStep withdrawn = step(notification("WITHDRAWN", "COUPON_USED", null), null, null, null, 1);
		assertThat(withdrawn.text()).isEqualTo("Withdrawn before it was sent: coupon used.");
	}

	@ParameterizedTest
	@CsvSource({ "WAITING,waiting", "BLOCKED,waiting", "HELD,waiting", "CLAIMED,waiting", "SENT,done", "DELIVERED,done",
			"UNKNOWN,unknown", "WITHDRAWN,none", "SKIPPED,none", "UNDELIVERED,failed", "FAILED,failed" })
	void tellsTheOutcomeOfTheSms(String state, String outcome) {
		assertThat(SmsStep.of(sms(state, "REFUSED")).outcome()).isEqualTo(outcome);
	}

	@Test
	void namesTheGatewayItsIdAndTheReason() {
		assertThat(SmsStep.of(sms("UNDELIVERED", "handset off")).text())
			.isEqualTo("The gateway could not bring it to the phone (solapi, its id M-1): handset off.");
		assertThat(SmsStep.of(null).outcome()).isEqualTo("none");
	}

	@Test
	void answersInOneSentence() {
		assertThat(TraceSteps.summary(notification("WITHDRAWN", "COUPON_USED", null), null))
			.isEqualTo("The user was not told, because it was stale: coupon used.");
		assertThat(TraceSteps.summary(notification("PUBLISHING", null, null), null)).contains("not been told yet");
		assertThat(TraceSteps.summary(notification("PUBLISHED", null, null), sms("HELD", null)))
			.isEqualTo("Published and not read; SMS held.");
	}

	private static TraceStep step(StoredNotification notification, @Nullable UnpublishedChunk chunk,
			@Nullable SmsDelivery sms, @Nullable ExecutionOfRun execution, int index) {
		return TraceSteps.of(notification, chunk, sms, execution).get(index);
	}

	private static StoredNotification notification(String state, @Nullable String withdrawn, @Nullable Run run) {
		return new StoredNotification(7, 1, "COUPON_DEADLINE", 3, "1970-01-01", "text", state, NOON, NOON, NOON, null,
				withdrawn, run);
	}

	private static SmsDelivery sms(String state, @Nullable String reason) {
		return new SmsDelivery(state, "notifications-of-all-3-17", "solapi", "M-1", reason, NOON, NOON, NOON, NOON,
				NOON);
	}

}
