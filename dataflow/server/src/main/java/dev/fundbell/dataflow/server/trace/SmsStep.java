package dev.fundbell.dataflow.server.trace;

import org.jspecify.annotations.Nullable;

/** Factory of the SMS step of a trace, from the state of the sms-sink's row. */
final class SmsStep {

	private static final String PART = "sms";

	private SmsStep() {
	}

	static TraceStep of(@Nullable SmsDelivery sms) {
		if (sms == null) {
			return TraceStep.of(PART, "none", null, "The sms-sink has no row of it: it has not read the record, or no "
					+ "sms-sink runs, or retention has deleted the row.");
		}
		switch (sms.state()) {
			case "WAITING":
				return TraceStep.of(PART, "waiting", sms.dueAt(), "Waits to be sent" + because(sms) + ".");
			case "BLOCKED":
				return TraceStep.of(PART, "waiting", sms.acceptedAt(), "Waits behind an earlier SMS of the user.");
			case "HELD":
				return TraceStep.of(PART, "waiting", sms.dueAt(), "Held until the user's quiet hours end.");
			case "CLAIMED":
				return TraceStep.of(PART, "waiting", sms.claimedAt(), "A gateway is being called" + by(sms) + ".");
			case "SENT":
				return TraceStep.of(PART, "done", sms.settledAt(),
						"Accepted by the gateway" + by(sms) + "; it has not said whether the phone has it.");
			case "DELIVERED":
				return TraceStep.of(PART, "done", sms.receiptAt(), "On the phone, as the gateway says" + by(sms) + ".");
			case "UNKNOWN":
				return TraceStep.of(PART, "unknown", sms.claimedAt(), "The gateway may have it or not" + by(sms)
						+ because(sms) + ". Its status is queried; until then it is not sent again.");
			case "WITHDRAWN":
				return TraceStep.of(PART, "none", sms.settledAt(),
						"Not sent, because it was stale" + because(sms) + ".");
			case "SKIPPED":
				return TraceStep.of(PART, "none", sms.settledAt(),
						"Not sent: no mobile number, or not wanted" + because(sms) + ".");
			case "UNDELIVERED":
				return TraceStep.of(PART, "failed", sms.receiptAt(),
						"The gateway could not bring it to the phone" + by(sms) + because(sms) + ".");
			default:
				return TraceStep.of(PART, "failed", sms.settledAt(), "Refused for good" + by(sms) + because(sms)
						+ ". It stays until somebody sends it again: ./fundbell sms redrive.");
		}
	}

	private static String by(SmsDelivery sms) {
		if (sms.gateway() == null) {
			return "";
		}
		return " (" + sms.gateway() + ((sms.messageId() != null) ? ", its id " + sms.messageId() : "") + ")";
	}

	private static String because(SmsDelivery sms) {
		return (sms.reason() != null) ? ": " + sms.reason() : "";
	}

}
