package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;

/**
 * Coupons of one expiration date, by id: a range of the index.
 *
 * @param expirationDate their expiration date
 * @param after the id before the first
 * @param through the last id
 */
record CouponRange(LocalDate expirationDate, long after, long through) {

}
