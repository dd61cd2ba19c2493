package dev.fundbell.sms;

import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the quiet hours, from nine in the evening to eight in the morning. */
class QuietHoursIT extends RunningSink {

	private static final Instant NINE_IN_SEOUL = Instant.parse("2026-11-23T12:00:00Z");

	private static final Instant EIGHT_IN_SEOUL = Instant.parse("2026-11-23T23:00:00Z");

	private String number;

	private long user;

	@BeforeEach
	void createUser() {
		this.number = SmsRows.number();
		this.user = this.rows.user(this.number);
	}

	@Test
	void holdMessagesFromNineToEightAndThenSendThemInOrder() {
		this.clock.set(NINE_IN_SEOUL.minusMillis(1));
		awaitState(publish(this.user, "just before nine"), "SENT");
		this.clock.set(NINE_IN_SEOUL);
		long held = publish(this.user, "at nine");
		long next = publish(this.user, "behind it");
		awaitState(held, "HELD QUIET_HOURS");

		this.clock.set(EIGHT_IN_SEOUL.minusMillis(1));
		long another = this.rows.user(SmsRows.number());
		awaitState(publish(another, "just before eight"), "HELD QUIET_HOURS");
		assertThat(this.rows.stateOf(held)).isEqualTo("HELD QUIET_HOURS");
		this.clock.set(EIGHT_IN_SEOUL);
		awaitState(held, "SENT");
		awaitState(next, "SENT");
		assertThat(MAIN.receivedBy(this.number)).extracting("text")
			.containsExactly("just before nine", "at nine", "behind it");
	}

	@Test
	void withdrawMessagesThatExpireBeforeTheyEnd() {
		this.clock.set(NINE_IN_SEOUL);
		awaitState(publish(this.user, EIGHT_IN_SEOUL), "WITHDRAWN EXPIRES_IN_QUIET_HOURS");
		long justInTime = publish(this.user, EIGHT_IN_SEOUL.plusMillis(1));
		awaitState(justInTime, "HELD QUIET_HOURS");
		this.clock.set(EIGHT_IN_SEOUL);
		awaitState(justInTime, "SENT");
	}

	/** When Seoul is quiet Paris is not, and the other way round. */
	@Test
	void areThoseOfTheRecipient() {
		this.rows.set(this.user, "time_zone", "Europe/Paris");
		this.clock.set(NINE_IN_SEOUL);
		awaitState(publish(this.user, "it is one in the afternoon"), "SENT");
		this.clock.set(EIGHT_IN_SEOUL);
		long late = publish(this.user, "it is midnight");
		awaitState(late, "HELD QUIET_HOURS");
		awaitState(publish(this.rows.user(SmsRows.number()), "it is eight in the morning"), "SENT");
		assertThat(this.rows.stateOf(late)).isEqualTo("HELD QUIET_HOURS");
	}

}
