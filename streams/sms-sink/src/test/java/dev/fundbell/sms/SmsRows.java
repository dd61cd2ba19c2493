package dev.fundbell.sms;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

	/** Records each change of a state from now on, by a trigger. */
	void recordTransitions() {
		jdbc().sql("CREATE TABLE IF NOT EXISTS transitions (from_state varchar(20), to_state varchar(20))").update();
		jdbc().sql("""
				CREATE TRIGGER IF NOT EXISTS record_transition AFTER UPDATE ON sms_deliveries FOR EACH ROW
				INSERT INTO transitions SELECT OLD.state, NEW.state FROM DUAL WHERE OLD.state <> NEW.state
				""").update();
	}

	/** The states that have followed each state. */
	Map<String, Set<String>> transitions() {
		Map<String, Set<String>> transitions = new TreeMap<>();
		jdbc().sql("SELECT DISTINCT from_state, to_state FROM transitions").query((row) -> {
			transitions.computeIfAbsent(row.getString(1), (from) -> new TreeSet<>()).add(row.getString(2));
		});
		return transitions;
	}

}
