package dev.fundbell.sms;

import java.time.Duration;
import java.time.LocalTime;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sink's own options.
 *
 * @param region Where a phone number without a country is.
 * @param maxInFlight Messages on their way to a gateway from this instance. 1 to 10000.
 * @param maxAge A notification that was created longer ago is not sent any more. 0 sets
 * no limit.
 * @param drain How long this instance waits for answers when it stops; what has none then
 * is asked about later. 0 does not wait.
 * @param quietHours When no message is sent.
 * @param unknown What is done about messages whose fate is not known.
 */
@Validated
@ConfigurationProperties("fundbell.sms")
public record SmsSinkProperties(@DefaultValue("KR") String region,
		@DefaultValue("400") @Min(1) @Max(10_000) int maxInFlight, @DefaultValue("2d") @DurationMin Duration maxAge,
		@DefaultValue("20s") @DurationMin Duration drain, @DefaultValue @Valid QuietHours quietHours,
		@DefaultValue @Valid Unknown unknown) {

	/**
	 * When no message is sent, in the time zone of the recipient.
	 *
	 * @param start The first time of day at which none is sent.
	 * @param end The first at which they are sent again. The same as start: there are no
	 * quiet hours.
	 */
	public record QuietHours(@DefaultValue("21:00") LocalTime start, @DefaultValue("08:00") LocalTime end) {

	}

	/**
	 * What is done about messages whose fate is not known.
	 *
	 * @param askAfter How long after sending the gateway is first asked; the intervals
	 * grow with the time that has passed. At least 10ms.
	 * @param notFoundAfter From when on a gateway that knows no such message is believed.
	 * At least 10ms.
	 * @param giveUpAfter From when on it is not asked any more; the message stays
	 * UNKNOWN. At least 10ms.
	 */
	public record Unknown(@DefaultValue("30s") @DurationMin(millis = 10) Duration askAfter,
			@DefaultValue("5m") @DurationMin(millis = 10) Duration notFoundAfter,
			@DefaultValue("24h") @DurationMin(millis = 10) Duration giveUpAfter) {

	}

}
