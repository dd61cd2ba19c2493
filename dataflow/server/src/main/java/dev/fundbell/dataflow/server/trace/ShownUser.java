package dev.fundbell.dataflow.server.trace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * User with the latest notifications, in the form in which REST shows them. The phone
 * number is never shown.
 *
 * @param id the user's id
 * @param locale the language of the texts
 * @param timeZone the zone of the quiet hours; none is the business zone
 * @param phone whether there is a phone number
 * @param smsOptOut whether the user wants no SMS
 * @param notifications the latest notifications, the latest first
 */
record ShownUser(long id, String locale, @Nullable String timeZone, boolean phone, boolean smsOptOut,
		List<Notification> notifications) {

	static final String QUERY = """
			SELECT id, locale, time_zone, phone_number IS NOT NULL AS phone, sms_opt_out FROM users WHERE id = ?
			""";

	static ShownUser of(ResultSet row, List<Notification> notifications) throws SQLException {
		return new ShownUser(row.getLong("id"), row.getString("locale"), row.getString("time_zone"),
				row.getBoolean("phone"), row.getBoolean("sms_opt_out"), notifications);
	}

	/**
	 * Notification of the user.
	 *
	 * @param id its id
	 * @param type its kind
	 * @param subjectId the coupon or funding that it is about
	 * @param dueDate the date in its business key
	 * @param state CREATED, PUBLISHING, PUBLISHED or WITHDRAWN
	 * @param createdAt when it was created
	 * @param readAt when the user has read it
	 * @param reason why it was withdrawn, or its SMS not sent
	 * @param sms the state of its SMS, if the sms-sink has taken it
	 */
	record Notification(long id, String type, long subjectId, String dueDate, String state, @Nullable String createdAt,
			@Nullable String readAt, @Nullable String reason, @Nullable String sms) {

		// A user has some hundred at most, which lie together in the index by user.
		static final String QUERY = """
				SELECT n.*, s.state AS sms, s.reason AS sms_reason FROM (
					SELECT id, type, subject_id, due_date, state, created_at, read_at, withdrawn_reason
					FROM notifications WHERE user_id = ? ORDER BY created_at DESC, id DESC LIMIT ?) n
				LEFT JOIN sms_deliveries s ON s.notification_id = n.id
				ORDER BY n.created_at DESC, n.id DESC
				""";

		static Notification of(ResultSet row, @Nullable String smsReason) throws SQLException {
			String withdrawn = row.getString("withdrawn_reason");
			return new Notification(row.getLong("id"), row.getString("type"), row.getLong("subject_id"),
					row.getString("due_date"), row.getString("state"), Times.text(Times.instant(row, "created_at")),
					Times.text(Times.instant(row, "read_at")), (withdrawn != null) ? withdrawn : smsReason,
					row.getString("sms"));
		}

	}

}
