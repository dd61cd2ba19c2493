package dev.fundbell.example.online;

import java.util.List;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.outbox.Notifications;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Service that thanks all participants of a funding, in one transaction. Each of them
 * gets one thanks per day at most. Thread-safe.
 */
@Service
class Thanks {

	private static final String TYPE = "FUNDING_THANKS";

	// In the order of the users, so that two of these lock in the same order.
	private static final String PARTICIPANTS = """
			SELECT DISTINCT user_id FROM participations
			WHERE funding_id = ? AND status = 'ACTIVE' ORDER BY user_id
			""";

	private final JdbcClient jdbc;

	private final Notifications notifications;

	private final BusinessCalendar calendar;

	Thanks(JdbcClient jdbc, Notifications notifications, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.notifications = notifications;
		this.calendar = calendar;
	}

	/**
	 * Thanks the participants.
	 * @param fundingId the funding
	 * @param text the text of the notification
	 * @return how many were not thanked today
	 */
	@Transactional
	public int toParticipantsOf(long fundingId, String text) {
		List<Long> participants = this.jdbc.sql(PARTICIPANTS).param(fundingId).query(Long.class).list();
		return (int) participants.stream()
			.filter((user) -> this.notifications
				.create(new NewNotification(TYPE, user, fundingId, this.calendar.today(), fundingId, null, text, null)))
			.count();
	}

}
