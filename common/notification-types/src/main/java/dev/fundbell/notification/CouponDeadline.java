package dev.fundbell.notification;

import java.time.Instant;
import java.time.LocalDate;

import dev.fundbell.database.BusinessCalendar;

/**
 * Notification type that tells a user of a coupon which expires soon: once for each
 * coupon and expiration date, worth sending until that date has passed and while the
 * coupon can be used.
 */
public final class CouponDeadline extends NotificationType {

	private static final WithdrawalRule WITHDRAWN_WHEN = new WithdrawalRule("""
			CASE WHEN c.status = 'USED' THEN 'COUPON_USED'
			     WHEN c.status = 'TAKEN_BACK' THEN 'COUPON_TAKEN_BACK'
			     WHEN NOT c.status <=> 'ACTIVE' THEN 'COUPON_EXPIRED'
			     WHEN c.expiration_date <> n.due_date THEN 'COUPON_DATE_MOVED' END
			""", "LEFT JOIN coupons c ON c.id = n.coupon_id");

	private final Latest<LocalDate, Instant> ends;

	public CouponDeadline(BusinessCalendar calendar) {
		super("COUPON_DEADLINE");
		this.ends = new Latest<>(calendar::endOf);
	}

	/** Makes the notification about a coupon. */
	public NewNotification of(ExpiringCoupon coupon) {
		String message = text(coupon.locale(), coupon.fundingTitle(), date(coupon.locale(), coupon.expirationDate()));
		return new NewNotification(name(), coupon.userId(), coupon.id(), coupon.expirationDate(), coupon.fundingId(),
				coupon.id(), message, this.ends.of(coupon.expirationDate()));
	}

	@Override
	WithdrawalRule withdrawalRule() {
		return WITHDRAWN_WHEN;
	}

}
