package dev.fundbell.notification;

import java.time.LocalDate;

/**
 * Coupon that a participant got for a funding's success.
 *
 * @param id its id
 * @param amount its worth in won
 * @param expirationDate the last day on which it can be used
 */
public record GrantedCoupon(long id, long amount, LocalDate expirationDate) {

}
