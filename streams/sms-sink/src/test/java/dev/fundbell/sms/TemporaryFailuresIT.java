package dev.fundbell.sms;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import dev.fundbell.sms.FakeGateway.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of temporary failures: messages wait in the table, for longer and longer, until
 * they are sent or not worth it any more.
 */
class TemporaryFailuresIT extends RunningSink {

	private String number;

	private long user;

	@BeforeEach
	void makeAllBusy() {
		this.number = SmsRows.number();
		this.user = this.rows.user(this.number);
		MAIN.usually(Behaviour.BUSY);
		SPARE.usually(Behaviour.BUSY);
	}

	@AfterEach
	void makeAllWork() {
		MAIN.usually(Behaviour.ACCEPT);
		SPARE.usually(Behaviour.ACCEPT);
	}

	@Test
	void waitUntilAGatewayTakesThem() {
		long sms = publish(this.user, "busy");
		awaitState(sms, "WAITING HTTP_429");
		for (int attempts = 1; attempts <= 6; attempts++) {
			int expected = attempts;
			eventually().until(() -> attempts(sms) == expected);
			// Backoff of 50 ms, doubled each time, with a jitter of half.
			assertThat(untilDue(sms)).isBetween(Duration.ofMillis(25L << attempts - 1),
					Duration.ofMillis(76L << attempts - 1));
			this.clock.advance(untilDue(sms));
		}
		assertThat(this.rows.stateOf(sms)).isEqualTo("WAITING HTTP_429");
		makeAllWork();
		awaitStateInTime(sms, "SENT");
		assertThat(MAIN.receivedBy(this.number).size() + SPARE.receivedBy(this.number).size()).isEqualTo(1);
	}

	@Test
	void areWithdrawnOnceTheyAreTooOldOrHaveExpired() {
		long old = publish(this.user, "busy");
		awaitState(old, "WAITING HTTP_429");
		long another = this.rows.user(SmsRows.number());
		long expiring = publish(another, NOON.plus(Duration.ofHours(1)));
		awaitState(expiring, "WAITING HTTP_429");
		this.clock.advance(Duration.ofHours(1));
		awaitState(expiring, "WITHDRAWN EXPIRED");
		assertThat(this.rows.stateOf(old)).isEqualTo("WAITING HTTP_429");
		this.clock.advance(Duration.ofHours(48));
		awaitState(old, "WITHDRAWN TOO_OLD");
	}

	@Test
	void waitForAsLongAsTheGatewaySays() {
		MAIN.script(this.number, Behaviour.BUSY_FOR_AN_HOUR);
		long sms = publish(this.user, "busy");
		awaitState(sms, "WAITING HTTP_429");
		assertThat(untilDue(sms)).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void keepTheirUsersNextMessageWaitingAndNoOther() {
		MAIN.usually(Behaviour.ACCEPT);
		MAIN.script(this.number, Behaviour.BUSY, Behaviour.BUSY);
		long first = publish(this.user, "first");
		long second = publish(this.user, "second");
		awaitState(first, "WAITING HTTP_429");
		awaitState(publish(this.rows.user(SmsRows.number()), "of another user"), "SENT");
		eventually().until(() -> this.rows.stateOf(second).equals("BLOCKED"));
		awaitStateInTime(second, "SENT");
		assertThat(MAIN.receivedBy(this.number)).extracting("text").containsExactly("first", "second");
	}

	/** A gateway that may have the message is asked, and no other gets it. */
	@ParameterizedTest
	@CsvSource({ "ACCEPT_BEHIND_A_PROXY, HTTP_503", "ACCEPT_TWICE, HTTP_409" })
	void areNotAssumedWhereTheGatewayMayHaveTheMessage(Behaviour behaviour, String reason) {
		MAIN.script(this.number, behaviour);
		long sms = publish(this.user, "taken");
		awaitState(sms, "UNKNOWN " + reason);
		this.clock.advance(Duration.ofSeconds(31));
		awaitState(sms, "SENT");
		assertThat(MAIN.attemptsTo(this.number)).isEqualTo(1);
		assertThat(SPARE.attemptsTo(this.number)).isZero();
	}

	private int attempts(long sms) {
		return ((Number) this.rows.rowOf(sms).get("attempts")).intValue();
	}

	private Duration untilDue(long sms) {
		LocalDateTime dueAt = this.rows.jdbc()
			.sql("SELECT due_at FROM sms_deliveries WHERE notification_id = ?")
			.param(sms)
			.query(LocalDateTime.class)
			.single();
		return Duration.between(this.clock.instant(), dueAt.toInstant(ZoneOffset.UTC));
	}

}
