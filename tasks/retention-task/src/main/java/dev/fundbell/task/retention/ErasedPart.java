package dev.fundbell.task.retention;

/**
 * Part of a user's data, with the statements that find and erase it, some rows at a time.
 * Participations and coupons are bookkeeping and stay; their user has no name any longer.
 */
enum ErasedPart {

	/** First, so that nothing is sent to the phone any longer. */
	PERSON("""
			SELECT id FROM users
			WHERE id = :user AND (name <> 'erased' OR phone_number IS NOT NULL OR time_zone IS NOT NULL)""", """
			UPDATE users SET name = 'erased', locale = 'ko', phone_number = NULL, sms_opt_out = TRUE, time_zone = NULL
			WHERE id = :user
			"""),

	INTERESTS("SELECT id FROM interests FORCE INDEX (ix_interests_user) WHERE user_id = :user",
			"DELETE FROM interests WHERE id IN (:ids)"),

	POSITION("SELECT user_id FROM inbox_positions WHERE user_id = :user",
			"DELETE FROM inbox_positions WHERE user_id IN (:ids)"),

	/** A coupon of nobody cannot be used, and nobody is told of it. */
	COUPONS("SELECT id FROM coupons FORCE INDEX (ix_coupons_user) WHERE user_id = :user AND status = 'ACTIVE'", """
			UPDATE coupons FORCE INDEX (PRIMARY) SET status = 'EXPIRED', expired_by = :run
			WHERE id IN (:ids) AND status = 'ACTIVE'
			"""),

	/** Without those that a sink is sending now. */
	DELIVERIES("""
			SELECT id FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_user)
			WHERE user_id = :user AND state <> 'CLAIMED'""",
			"DELETE FROM sms_deliveries WHERE id IN (:ids) AND state <> 'CLAIMED'"),

	NOTIFICATIONS("SELECT id FROM notifications FORCE INDEX (uk_notifications_business_key) WHERE user_id = :user",
			"DELETE FROM notifications WHERE id IN (:ids)");

	/** Rows of a statement. */
	private static final int ROWS = 500;

	private final String find;

	private final String erase;

	ErasedPart(String find, String erase) {
		this.find = find;
		this.erase = erase;
	}

	/** A query for the keys of all rows of the user. */
	String find() {
		return this.find;
	}

	/** A query for the keys of some of them. */
	String findSome() {
		return this.find + " LIMIT " + ROWS;
	}

	/** The statement that erases those. */
	String erase() {
		return this.erase;
	}

}
