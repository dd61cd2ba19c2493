package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;

/**
 * Place of an ACTIVE coupon in the index of expiration dates.
 *
 * @param expirationDate its expiration date
 * @param id its id
 */
record CouponKey(LocalDate expirationDate, long id) {

	private static final String SEPARATOR = "/";

	static CouponKey of(String text) {
		String[] parts = text.split(SEPARATOR);
		return new CouponKey(LocalDate.parse(parts[0]), Long.parseLong(parts[1]));
	}

	static CouponKey lastOf(LocalDate date) {
		return new CouponKey(date, Long.MAX_VALUE);
	}

	@Override
	public String toString() {
		return this.expirationDate + SEPARATOR + this.id;
	}

}
