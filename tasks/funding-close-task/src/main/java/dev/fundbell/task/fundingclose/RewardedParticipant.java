package dev.fundbell.task.fundingclose;

import dev.fundbell.notification.ClosedFunding;
import dev.fundbell.notification.GrantedCoupon;
import dev.fundbell.notification.Recipient;

/**
 * Participant of a funding that succeeded, with the coupon that its success brought.
 *
 * @param recipient the user
 * @param funding the funding
 * @param coupon the coupon
 */
record RewardedParticipant(Recipient recipient, ClosedFunding funding, GrantedCoupon coupon) {

}
