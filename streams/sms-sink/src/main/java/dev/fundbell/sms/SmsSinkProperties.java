package dev.fundbell.sms;

import java.time.Duration;
import java.time.LocalTime;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Options of the sink, those of its gateways aside.
 *
 * @param region The region of phone numbers without a country code, as an ISO 3166 code.
 * Change it where your users are elsewhere.
 * @param maxInFlight Most deliveries of this instance between claim and stored outcome. 1
 * to 10000. Unit: deliveries. Raise it where gateways are slow and accept more at once.
 * @param maxAge A notification that was created longer ago is not sent. 0 sets no limit.
 * Lower it where old news annoys; tell the retention task with max-event-age.
 * @param unreadAfter How long after its publication a notification must still be unread
 * to be sent. 0 sends it at once; at most 7d. Set it to save the SMS of users who read in
 * the browser.
 * @param drain How long this instance waits for answers when it stops; messages without
 * an answer become UNKNOWN. 0 does not wait. Raise it above the longest timeout of your
 * gateways.
 * @param maxClockSkew How far the clock of this machine may be from the database's;
 * beyond that the sink takes and sends nothing. 0 allows everything. Change it to 0 where
 * tests set the clock.
 * @param quietHours When no message is sent.
 * @param unknown How messages of unknown outcome are followed up.
 */
@Validated
@ConfigurationProperties("fundbell.sms")
public record SmsSinkProperties(@DefaultValue("KR") String region,
		@DefaultValue("400") @Min(1) @Max(10_000) int maxInFlight, @DefaultValue("2d") @DurationMin Duration maxAge,
		@DefaultValue("0s") @DurationMin @DurationMax(days = 7) Duration unreadAfter,
		@DefaultValue("20s") @DurationMin Duration drain, @DefaultValue("5m") @DurationMin Duration maxClockSkew,
		@DefaultValue @Valid QuietHours quietHours, @DefaultValue @Valid Unknown unknown) {

	/**
	 * Quiet hours, in the time zone of the recipient.
	 *
	 * @param start The first time of day at which none is sent, by the clock of the user.
	 * Change it to what the law of your country says.
	 * @param end The first time of day at which they are sent again. The same as start:
	 * there are no quiet hours. Change it to what the law of your country says.
	 */
	public record QuietHours(@DefaultValue("21:00") LocalTime start, @DefaultValue("08:00") LocalTime end) {

	}

	/**
	 * Status queries for messages of unknown outcome.
	 *
	 * @param askAfter Time after sending until the first query; the intervals grow with
	 * the message's age. At least 10ms. Raise it where a gateway knows its messages late.
	 * @param notFoundAfter Time after sending from which on NOT_FOUND is believed. At
	 * least 10ms. Raise it where a gateway knows its messages late.
	 * @param giveUpAfter Time after sending from which on there are no more queries; the
	 * message stays UNKNOWN. At least 10ms. Change it to how long a gateway keeps its
	 * messages.
	 */
	public record Unknown(@DefaultValue("30s") @DurationMin(millis = 10) Duration askAfter,
			@DefaultValue("5m") @DurationMin(millis = 10) Duration notFoundAfter,
			@DefaultValue("24h") @DurationMin(millis = 10) Duration giveUpAfter) {

	}

}
