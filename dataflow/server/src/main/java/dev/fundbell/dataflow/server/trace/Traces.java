package dev.fundbell.dataflow.server.trace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.fundbell.dataflow.server.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.support.DataAccessUtils;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reader of the traces of notifications, from the service's database and Data Flow's. */
final class Traces {

	/** Numbers as long as a phone number, as gateways repeat them in their reasons. */
	private static final Pattern LONG_NUMBER = Pattern.compile("\\+?\\d[\\d -]{6,}\\d");

	private final ServiceDatabase service;

	private final JdbcTemplate platform;

	private final boolean showTexts;

	/**
	 * Traces.
	 * @param service the service's database
	 * @param platform Data Flow's
	 * @param showTexts whether texts are shown
	 */
	Traces(ServiceDatabase service, JdbcTemplate platform, boolean showTexts) {
		this.service = service;
		this.platform = platform;
		this.showTexts = showTexts;
	}

	/**
	 * Returns the trace of a notification.
	 * @throws InvalidRequestException if there is none
	 */
	ShownTrace ofNotification(long id) {
		Found found = this.service.read((jdbc) -> found(jdbc, id));
		StoredNotification.Run run = found.notification().run();
		return shown(found, (run != null)
				? find(this.platform, ExecutionOfRun.QUERY, ExecutionOfRun::of, run.runId()).orElse(null) : null);
	}

	private Found found(JdbcTemplate jdbc, long id) {
		StoredNotification notification = find(jdbc, StoredNotification.QUERY, StoredNotification::of, id)
			.orElseThrow(() -> unknown(
					"There is no notification " + id + ": it was never created, or retention has deleted it."));
		UnpublishedChunk chunk = find(jdbc, UnpublishedChunk.QUERY, UnpublishedChunk::of, id, id)
			.map((present) -> present.withLastError(masked(present.lastError())))
			.orElse(null);
		SmsDelivery sms = find(jdbc, SmsDelivery.QUERY, SmsDelivery::of, id)
			.map((present) -> present.withReason(masked(present.reason())))
			.orElse(null);
		return new Found(notification, chunk, sms);
	}

	/**
	 * Returns a user with the latest notifications.
	 * @throws InvalidRequestException if there is no such user
	 */
	ShownUser ofUser(long id, int limit) {
		return this.service.read((jdbc) -> {
			List<ShownUser.Notification> notifications = jdbc.query(ShownUser.Notification.QUERY,
					(row, number) -> ShownUser.Notification.of(row, masked(row.getString("sms_reason"))), id, limit);
			return find(jdbc, ShownUser.QUERY, (row) -> ShownUser.of(row, notifications), id)
				.orElseThrow(() -> unknown("There is no user " + id + "."));
		});
	}

	private ShownTrace shown(Found found, @Nullable ExecutionOfRun execution) {
		StoredNotification notification = found.notification();
		return new ShownTrace(notification.id(), notification.userId(), notification.type(), notification.subjectId(),
				notification.dueDate(), this.showTexts ? notification.message() : null,
				TraceSteps.summary(notification, found.sms()), (execution != null) ? execution.id() : null,
				TraceSteps.of(notification, found.chunk(), found.sms(), execution));
	}

	private @Nullable String masked(@Nullable String reason) {
		return (reason == null || this.showTexts) ? reason : LONG_NUMBER.matcher(reason).replaceAll("…");
	}

	private static InvalidRequestException unknown(String sentence) {
		return new InvalidRequestException(HttpStatus.NOT_FOUND, sentence);
	}

	private static <T> Optional<T> find(JdbcTemplate jdbc, String query, RowReader<T> reader, Object... values) {
		return Optional
			.ofNullable(DataAccessUtils.singleResult(jdbc.query(query, (row, number) -> reader.read(row), values)));
	}

	/** Rows of the service's database on a notification. */
	private record Found(StoredNotification notification, @Nullable UnpublishedChunk chunk, @Nullable SmsDelivery sms) {
	}

	/** Reader of a row. */
	private interface RowReader<T> {

		T read(ResultSet row) throws SQLException;

	}

}
