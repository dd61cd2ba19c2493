package dev.fundbell.notification;

import java.time.LocalDate;

/**
 * Coupon whose user is to be notified.
 *
 * @param id the coupon's id
 * @param userId the owner
 * @param locale that user's language tag
 * @param fundingId the funding that it comes from
 * @param fundingTitle that funding's title
 * @param expirationDate the last day on which it can be used
 */
public record ExpiringCoupon(long id, long userId, String locale, long fundingId, String fundingTitle,
		LocalDate expirationDate) {

}
