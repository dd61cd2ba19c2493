package dev.fundbell.publish;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.fundbell.notification.NewNotification;

import org.springframework.jdbc.core.JdbcTemplate;

/** Look-up of the notifications that exist already, by business key. Thread-safe. */
final class ExistingNotifications {

	/** Keys of one look-up, a power of two, so that few different statements are made. */
	private static final int MAX_KEYS = 1024;

	// The type in the column's own character set and the date as one: else the index
	// finds all notifications of a user.
	private static final String FIND = """
			SELECT STRAIGHT_JOIN n.type, n.user_id, n.subject_id, n.due_date
			FROM (SELECT CONVERT(? USING ascii) AS type, ? AS user_id, ? AS subject_id, CAST(? AS date) AS due_date""";

	private static final String NEXT_KEY = " UNION ALL SELECT CONVERT(? USING ascii), ?, ?, CAST(? AS date)";

	private static final String MATCHING = """
			) AS wanted
			JOIN notifications n FORCE INDEX (uk_notifications_business_key)
			  ON n.user_id = wanted.user_id AND n.type = wanted.type AND n.subject_id = wanted.subject_id
			  AND n.due_date = wanted.due_date
			""";

	private final JdbcTemplate jdbc;

	ExistingNotifications(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** The notifications whose business key does not exist yet, in whatever state. */
	List<NewNotification> absentOf(List<NewNotification> notifications) {
		Set<BusinessKey> existing = new HashSet<>();
		for (int from = 0; from < notifications.size(); from += MAX_KEYS) {
			find(notifications.subList(from, Math.min(from + MAX_KEYS, notifications.size())), existing);
		}
		List<NewNotification> absent = new ArrayList<>(notifications);
		absent.removeIf((notification) -> existing.contains(BusinessKey.of(notification)));
		return absent;
	}

	private void find(List<NewNotification> keys, Set<BusinessKey> existing) {
		this.jdbc.query(FIND + NEXT_KEY.repeat(keys.size() - 1) + MATCHING, (find) -> setKeys(find, keys), (row) -> {
			existing.add(new BusinessKey(row.getString(1), row.getLong(2), row.getLong(3),
					row.getObject(4, LocalDate.class)));
		});
	}

	private static void setKeys(PreparedStatement find, List<NewNotification> keys) throws SQLException {
		int index = 1;
		for (NewNotification key : keys) {
			find.setString(index++, key.type());
			find.setLong(index++, key.userId());
			find.setLong(index++, key.subjectId());
			find.setString(index++, key.dueDate().toString());
		}
	}

	private record BusinessKey(String type, long userId, long subjectId, LocalDate dueDate) {

		static BusinessKey of(NewNotification notification) {
			return new BusinessKey(notification.type(), notification.userId(), notification.subjectId(),
					notification.dueDate());
		}

	}

}
