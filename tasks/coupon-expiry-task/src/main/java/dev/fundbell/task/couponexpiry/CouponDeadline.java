package dev.fundbell.task.couponexpiry;

import dev.fundbell.batch.notification.NewNotification;
import dev.fundbell.batch.notification.NotificationType;
import dev.fundbell.funding.BusinessCalendar;

/**
 * Tells a user that a coupon expires soon: once for each coupon and expiration date,
 * worth sending until that date has passed.
 */
final class CouponDeadline extends NotificationType {

	private final BusinessCalendar calendar;

	CouponDeadline(BusinessCalendar calendar) {
		super("COUPON_DEADLINE");
		this.calendar = calendar;
	}

	NewNotification of(ExpiringCoupon coupon) {
		String message = text(coupon.locale(), coupon.fundingTitle(), date(coupon.locale(), coupon.expirationDate()));
		return new NewNotification(name(), coupon.userId(), coupon.id(), coupon.expirationDate(), coupon.fundingId(),
				coupon.id(), message, this.calendar.endOf(coupon.expirationDate()));
	}

}
