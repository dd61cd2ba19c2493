package dev.fundbell.notification;

import java.time.LocalDate;

/**
 * Coupon that was taken back.
 *
 * @param id the coupon's id
 * @param recipient the former owner
 * @param fundingId the funding that it came from
 * @param fundingTitle that funding's title
 * @param amount its worth in won
 * @param date the date on which it was taken back
 */
public record TakenBackCoupon(long id, Recipient recipient, long fundingId, String fundingTitle, long amount,
		LocalDate date) {

}
