package dev.fundbell.notification;

/**
 * Notification type that tells a user of a coupon which was taken back because the user
 * does not take part in its funding any longer: once for each coupon, always worth
 * sending.
 */
public final class CouponTakenBack extends NotificationType {

	public CouponTakenBack() {
		super("COUPON_TAKEN_BACK");
	}

	/** Makes the notification of a coupon. */
	public NewNotification of(TakenBackCoupon coupon) {
		String message = text(coupon.recipient().locale(), coupon.fundingTitle(), won(coupon.amount()));
		return new NewNotification(name(), coupon.recipient().userId(), coupon.id(), coupon.date(), coupon.fundingId(),
				coupon.id(), message, null);
	}

	@Override
	WithdrawalRule withdrawalRule() {
		return WithdrawalRule.NONE;
	}

}
