package dev.fundbell.dataflow.server.trace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Notification as the service's database holds it.
 *
 * @param id its id
 * @param userId its user
 * @param type its kind
 * @param subjectId the coupon or funding that it is about
 * @param dueDate the date in its business key
 * @param message its text
 * @param state CREATED, PUBLISHING, PUBLISHED or WITHDRAWN
 * @param createdAt when it was created
 * @param firstPublishedAt when it was claimed for publishing the first time
 * @param publishedAt when it was claimed the last time
 * @param readAt when its user has read it
 * @param withdrawnReason why it was withdrawn
 * @param run the run that has created it, if one has
 */
record StoredNotification(long id, long userId, String type, long subjectId, String dueDate, String message,
		String state, @Nullable Instant createdAt, @Nullable Instant firstPublishedAt, @Nullable Instant publishedAt,
		@Nullable Instant readAt, @Nullable String withdrawnReason, @Nullable Run run) {

	static final String QUERY = """
			SELECT n.id, n.user_id, n.type, n.subject_id, n.due_date, n.message, n.state, n.created_at,
				n.first_published_at, n.published_at, n.read_at, n.withdrawn_reason, r.id AS run, r.run_id, r.job
			FROM notifications n LEFT JOIN task_runs r ON r.id = n.created_by
			WHERE n.id = ?
			""";

	static StoredNotification of(ResultSet row) throws SQLException {
		String runId = row.getString("run_id");
		Run run = (runId != null) ? new Run(row.getInt("run"), runId, row.getString("job")) : null;
		return new StoredNotification(row.getLong("id"), row.getLong("user_id"), row.getString("type"),
				row.getLong("subject_id"), row.getString("due_date"), row.getString("message"), row.getString("state"),
				Times.instant(row, "created_at"), Times.instant(row, "first_published_at"),
				Times.instant(row, "published_at"), Times.instant(row, "read_at"), row.getString("withdrawn_reason"),
				run);
	}

	boolean isPublished() {
		return this.state.equals("PUBLISHED");
	}

	boolean isWithdrawn() {
		return this.state.equals("WITHDRAWN");
	}

	/**
	 * Run of a task.
	 *
	 * @param id its number, which rows carry
	 * @param runId its job parameter {@code run-id}, which Data Flow knows, too
	 * @param job its job
	 */
	record Run(int id, String runId, String job) {
	}

}
