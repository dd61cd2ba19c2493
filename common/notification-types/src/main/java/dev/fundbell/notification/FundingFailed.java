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

	public FundingFailed() {
		super("FUNDING_FAILED");
	}

	/** Makes the notification for a participant. */
	public NewNotification of(Recipient recipient, ClosedFunding funding) {
		return new NewNotification(name(), recipient.userId(), funding.id(), funding.dueDate(), funding.id(), null,
				text(recipient.locale(), funding.title()), null);
	}

	@Override
	WithdrawalRule withdrawalRule() {
		return WITHDRAWN_WHEN;
	}

}
