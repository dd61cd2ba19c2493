package dev.fundbell.notification;

import java.time.Instant;
import java.time.LocalDate;

import dev.fundbell.database.BusinessCalendar;

/**
 * Notification type that tells a participant of a funding which has met its target, and
 * of the coupon that it brought: once for each funding and deadline, worth sending while
 * the coupon can be used and the user takes part.
 */
public final class FundingSucceeded extends NotificationType {

	private static final WithdrawalRule WITHDRAWN_WHEN = new WithdrawalRule("""
			CASE WHEN NOT f.status <=> 'SUCCEEDED' THEN 'FUNDING_NOT_SUCCEEDED'
			     WHEN NOT (%s) THEN 'PARTICIPATION_CANCELLED'
			     WHEN c.status = 'USED' THEN 'COUPON_USED'
			     WHEN c.status = 'TAKEN_BACK' THEN 'COUPON_TAKEN_BACK'
			     WHEN NOT c.status <=> 'ACTIVE' THEN 'COUPON_EXPIRED' END
			""".formatted(TAKES_PART),
			"LEFT JOIN fundings f ON f.id = n.funding_id LEFT JOIN coupons c ON c.id = n.coupon_id");

	private final Latest<LocalDate, Instant> ends;

	public FundingSucceeded(BusinessCalendar calendar) {
		super("FUNDING_SUCCEEDED");
		this.ends = new Latest<>(calendar::endOf);
	}

	/** Makes the notification for a participant. */
	public NewNotification of(Recipient recipient, ClosedFunding funding, GrantedCoupon coupon) {
		String message = text(recipient.locale(), funding.title(), won(coupon.amount()),
				date(recipient.locale(), coupon.expirationDate()));
		return new NewNotification(name(), recipient.userId(), funding.id(), funding.dueDate(), funding.id(),
				coupon.id(), message, this.ends.of(coupon.expirationDate()));
	}

	@Override
	WithdrawalRule withdrawalRule() {
		return WITHDRAWN_WHEN;
	}

}
