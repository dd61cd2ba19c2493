package dev.fundbell.dataflow.server.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Repository of alerts and of the messages about them (outbox). An alert and its messages
 * are stored in one transaction, so that each is told once, whatever server dies when. Of
 * several servers one raises an alert, and one sends a message.
 */
class Alerts {

	/** The time after which a message whose server died is sent by another one. */
	static final Duration CLAIM = Duration.ofMinutes(2);

	private static final int LONGEST_MESSAGE = 1500;

	private static final int LONGEST_ERROR = 1000;

	private static final String RAISE = """
			INSERT INTO fundbell_alerts (kind, schedule, subject, message, raised, still_open) VALUES (?, ?, ?, ?, ?, TRUE)
			""";

	private static final String RESOLVE = """
			UPDATE fundbell_alerts SET resolved = ?, still_open = NULL WHERE id = ? AND still_open
			""";

	private static final String ADD_DELIVERY = """
			INSERT INTO fundbell_alert_deliveries (alert_id, event, channel, not_before) VALUES (?, ?, ?, ?)
			""";

	// The end of an alert is told after the alert.
	private static final String DUE = """
			SELECT D.id AS delivery_id, D.event, D.channel, D.attempts, A.*
			FROM fundbell_alert_deliveries D JOIN fundbell_alerts A ON A.id = D.alert_id
			WHERE D.sent IS NULL AND D.not_before <= ? AND NOT EXISTS (
				SELECT 1 FROM fundbell_alert_deliveries E
				WHERE E.alert_id = D.alert_id AND E.channel = D.channel AND E.id < D.id AND E.sent IS NULL)
			ORDER BY D.id LIMIT 100
			""";

	private static final String CLAIM_DELIVERY = """
			UPDATE fundbell_alert_deliveries SET attempts = attempts + 1, not_before = ?
			WHERE id = ? AND attempts = ? AND sent IS NULL
			""";

	private static final String SENT = "UPDATE fundbell_alert_deliveries SET sent = ?, error = NULL WHERE id = ?";

	private static final String FAILED = "UPDATE fundbell_alert_deliveries SET not_before = ?, error = ? WHERE id = ?";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Alerts(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Returns the alerts that are not over. */
	List<Alert> open() {
		return this.jdbc.query("SELECT * FROM fundbell_alerts WHERE still_open", Alerts::alert);
	}

	/** Raises an alert, unless it is raised already. */
	void raise(Condition condition, Collection<String> channels) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.jdbc.update(RAISE, condition.kind().name(), condition.schedule(), condition.subject(),
						cut(condition.message(), LONGEST_MESSAGE), now());
				long id = Objects.requireNonNull(this.jdbc.queryForObject("SELECT LAST_INSERT_ID()", Long.class));
				addDeliveries(id, AlertEvent.RAISED, channels);
			});
		}
		catch (DuplicateKeyException ex) {
			// Another server was faster.
		}
	}

	/** Notes that an alert is over. */
	void resolve(Alert alert, Collection<String> channels) {
		this.transaction.executeWithoutResult((status) -> {
			if (this.jdbc.update(RESOLVE, now(), alert.id()) == 1) {
				addDeliveries(alert.id(), AlertEvent.RESOLVED, channels);
			}
		});
	}

	private void addDeliveries(long alert, AlertEvent event, Collection<String> channels) {
		channels.forEach((channel) -> this.jdbc.update(ADD_DELIVERY, alert, event.name(), channel, now()));
	}

	/** Returns the messages that are to be sent now. */
	List<Delivery> due() {
		return this.jdbc.query(DUE, Alerts::delivery, now());
	}

	/**
	 * Claims a message for its sending.
	 * @return false if another server was faster
	 */
	boolean claim(Delivery delivery) {
		return this.jdbc.update(CLAIM_DELIVERY, later(CLAIM), delivery.id(), delivery.attempts()) == 1;
	}

	void sent(Delivery delivery) {
		this.jdbc.update(SENT, now(), delivery.id());
	}

	/** Notes that a message was not taken, and when it is sent again. */
	void failed(Delivery delivery, Duration pause, String error) {
		this.jdbc.update(FAILED, later(pause), cut(error, LONGEST_ERROR), delivery.id());
	}

	private LocalDateTime now() {
		return later(Duration.ZERO);
	}

	private LocalDateTime later(Duration pause) {
		return LocalDateTime.ofInstant(this.clock.instant().plus(pause), ZoneOffset.UTC);
	}

	private static String cut(String text, int length) {
		return text.substring(0, Math.min(length, text.length()));
	}

	private static Delivery delivery(ResultSet row, int number) throws SQLException {
		return new Delivery(row.getLong("delivery_id"), alert(row, number), AlertEvent.valueOf(row.getString("event")),
				row.getString("channel"), row.getInt("attempts"));
	}

	private static Alert alert(ResultSet row, int number) throws SQLException {
		return new Alert(row.getLong("id"), AlertKind.valueOf(row.getString("kind")), row.getString("schedule"),
				row.getString("subject"), row.getString("message"), Objects.requireNonNull(instant(row, "raised")),
				instant(row, "resolved"));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		LocalDateTime time = row.getObject(column, LocalDateTime.class);
		return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
	}

}
