package dev.fundbell.task.fundingclose;

/** Outcome of a closed funding, as {@code funding_closings} names it. */
enum Outcome {

	/** The target was met: each participant gets a coupon. */
	SUCCEEDED("FUNDING_SUCCEEDED"),
	/** The target was missed. */
	FAILED("FUNDING_FAILED");

	private final String notificationType;

	Outcome(String notificationType) {
		this.notificationType = notificationType;
	}

	/** The type of the notification that each participant gets. */
	String notificationType() {
		return this.notificationType;
	}

}
