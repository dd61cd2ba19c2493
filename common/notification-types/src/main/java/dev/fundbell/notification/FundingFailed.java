package dev.fundbell.notification;

/**
 * Notification type that tells a participant of a funding which has missed its target:
 * once for each funding and deadline, worth sending at any time while the user takes
 * part.
 */
public final class FundingFailed extends NotificationType {

	private static final WithdrawalRule WITHDRAWN_WHEN = new WithdrawalRule("""
			CASE WHEN NOT f.status <=> 'FAILED' THEN 'FUNDING_NOT_FAILED'
			     WHEN NOT (%s) THEN 'PARTICIPATION_CANCELLED' END
			""".formatted(TAKES_PART), "LEFT JOIN fundings f ON f.id = n.funding_id");

	private final TranslatedTexts withCoupon = TranslatedTexts.of("FUNDING_FAILED.WITH_COUPON");

	public FundingFailed() {
		super("FUNDING_FAILED");
	}

	/** Makes the notification for a participant. */
	public NewNotification of(Recipient recipient, ClosedFunding funding) {
		return notification(recipient, funding, text(recipient.locale(), funding.title()));
	}

	/**
	 * What to tell a participant who had a coupon for an earlier success of the funding.
	 * @param recipient the participant
	 * @param funding the funding
	 * @param takenBack the worth in won of the coupon that was taken back
	 */
	public NewNotification of(Recipient recipient, ClosedFunding funding, long takenBack) {
		return notification(recipient, funding,
				this.withCoupon.in(recipient.locale()).format(funding.title(), won(takenBack)));
	}

	private NewNotification notification(Recipient recipient, ClosedFunding funding, String message) {
		return new NewNotification(name(), recipient.userId(), funding.id(), funding.dueDate(), funding.id(), null,
				message, null);
	}

	@Override
	WithdrawalRule withdrawalRule() {
		return WITHDRAWN_WHEN;
	}

}
