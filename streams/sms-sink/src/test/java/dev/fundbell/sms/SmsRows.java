package dev.fundbell.sms;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import dev.fundbell.test.Rows;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Users with phones, and the states of their deliveries. */
final class SmsRows {

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private final Rows rows;

	SmsRows(DataSource dataSource) {
		this.rows = new Rows(dataSource);
	}

	/** Other rows of the service's database. */
	Rows service() {
		return this.rows;
	}

	JdbcClient jdbc() {
		return this.rows.jdbc();
	}

	/** A number that no other user has. */
	static String number() {
		return "+82107%07d".formatted(NUMBERS.incrementAndGet());
	}

	/** A user with a number, or with none. */
	long user(String number) {
		long user = this.rows.user("ko");
		set(user, "phone_number", number);
		return user;
	}

	void set(long user, String column, Object value) {
		jdbc().sql("UPDATE users SET " + column + " = ? WHERE id = ?").param(value).param(user).update();
	}

	/** The state of a notification's delivery, with its reason where it has one. */
	String stateOf(long notification) {
		return jdbc().sql("SELECT CONCAT_WS(' ', state, reason) FROM sms_deliveries WHERE notification_id = ?")
			.param(notification)
			.query(String.class)
			.optional()
			.orElse("NONE");
	}

	Map<String, Object> rowOf(long notification) {
		return jdbc().sql("SELECT * FROM sms_deliveries WHERE notification_id = ?")
			.param(notification)
			.query()
			.singleRow();
	}

	long idOf(long notification) {
		return ((Number) rowOf(notification).get("id")).longValue();
	}

	long countIn(String state) {
		return jdbc().sql("SELECT COUNT(*) FROM sms_deliveries WHERE state = ?")
			.param(state)
			.query(Long.class)
			.single();
	}

}
