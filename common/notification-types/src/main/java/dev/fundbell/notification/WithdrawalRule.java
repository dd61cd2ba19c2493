package dev.fundbell.notification;

/**
 * Rule by which a notification {@code n} is stale, as parts of a query.
 *
 * @param reason an expression that is NULL while it is true, and else the reason as a
 * short word such as {@code COUPON_USED}; further columns where a type decides in Java
 * @param joins what the expression reads
 */
record WithdrawalRule(String reason, String joins) {

	/** True for ever. */
	static final WithdrawalRule NONE = new WithdrawalRule("NULL AS reason", "");

}
