package dev.fundbell.notification;

/**
 * Rule that tells whether a notification {@code n} is stale, as parts of a query.
 *
 * @param reason an expression that is NULL while the notification is worth sending, and
 * otherwise the reason as a short word such as {@code COUPON_USED}; further columns where
 * a type decides in Java
 * @param joins the tables that the expression reads
 */
record WithdrawalRule(String reason, String joins) {

	/** Rule of a type that is never stale before it expires. */
	static final WithdrawalRule NONE = new WithdrawalRule("NULL AS reason", "");

}
