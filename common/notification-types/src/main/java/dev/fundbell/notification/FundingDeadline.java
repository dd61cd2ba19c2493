package dev.fundbell.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import dev.fundbell.database.BusinessCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Notification type that reminds a user of a funding which is interesting to the user and
 * closes soon: once for each funding and date of its deadline, worth sending until it
 * closes and while the user has neither taken part nor lost interest.
 */
public final class FundingDeadline extends NotificationType {

	private static final String DEADLINE_MOVED = "DEADLINE_MOVED";

	private static final WithdrawalRule WITHDRAWN_WHEN = new WithdrawalRule("""
			CASE WHEN NOT f.status <=> 'OPEN' THEN 'FUNDING_CLOSED'
			     WHEN %s THEN 'TAKES_PART'
			     WHEN i.id IS NULL THEN 'NOT_INTERESTED'
			     WHEN f.deadline <> n.expires_at THEN 'DEADLINE_MOVED' END AS reason,
			f.deadline AS deadline, n.expires_at AS told_deadline
			""".formatted(TAKES_PART), """
			LEFT JOIN fundings f ON f.id = n.funding_id
			LEFT JOIN interests i ON i.funding_id = n.funding_id AND i.user_id = n.user_id
			""");

	private final BusinessCalendar calendar;

	public FundingDeadline(BusinessCalendar calendar) {
		super("FUNDING_DEADLINE");
		this.calendar = calendar;
	}

	/** Makes the notification that reminds a user of a funding. */
	public NewNotification of(Recipient recipient, FundingFacts funding) {
		LocalDate date = this.calendar.dateOf(funding.deadline());
		String message = text(recipient.locale(), funding.title(),
				date(recipient.locale(), lastDay(funding.deadline())));
		return new NewNotification(name(), recipient.userId(), funding.id(), date, funding.id(), null, message,
				funding.deadline());
	}

	@Override
	WithdrawalRule withdrawalRule() {
		return WITHDRAWN_WHEN;
	}

	/**
	 * The last day on which a user can take part. At a deadline of midnight it is the day
	 * that ends then: "closes on the 25th" would promise the evening of the 25th.
	 */
	private LocalDate lastDay(Instant deadline) {
		return this.calendar.dateOf(deadline.minusNanos(1000));
	}

	/** The text names the last day: it stays true where the deadline moved within it. */
	@Override
	@Nullable String reason(ResultSet row) throws SQLException {
		String reason = row.getString("reason");
		return (DEADLINE_MOVED.equals(reason) && isOnTheSameDay(row)) ? null : reason;
	}

	private boolean isOnTheSameDay(ResultSet row) throws SQLException {
		return lastDay(instant(row, "deadline")).equals(lastDay(instant(row, "told_deadline")));
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
	}

}
