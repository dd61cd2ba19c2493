package dev.fundbell.task.fundingclose;

/** Outcome of a closed funding, as {@code funding_closings} names it. */
enum Outcome {

	/** The target was met: each participant gets a coupon. */
	SUCCEEDED("FUNDING_SUCCEEDED", FundingCloseJobConfiguration.GRANT_COUPONS),
	/** The target was missed: the coupons of an earlier success are taken back. */
	FAILED("FUNDING_FAILED", FundingCloseJobConfiguration.TAKE_BACK_COUPONS);

	private final String notificationType;

	private final String couponStep;

	Outcome(String notificationType, String couponStep) {
		this.notificationType = notificationType;
		this.couponStep = couponStep;
	}

	/** The step that has to complete before a funding is settled. */
	String couponStep() {
		return this.couponStep;
	}

	/** The type of the notification that each participant gets. */
	String notificationType() {
		return this.notificationType;
	}

}
