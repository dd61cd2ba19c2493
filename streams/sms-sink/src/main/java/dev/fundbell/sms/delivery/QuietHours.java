package dev.fundbell.sms.delivery;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import dev.fundbell.sms.SmsSinkProperties;
import org.jspecify.annotations.Nullable;

/**
 * Quiet hours, in which no message is sent, by the recipient's clock.
 *
 * @param start the first quiet time of day
 * @param end the first time that is not quiet; the same as the start if there are none
 */
record QuietHours(LocalTime start, LocalTime end) {

	static QuietHours of(SmsSinkProperties.QuietHours properties) {
		return new QuietHours(properties.start(), properties.end());
	}

	/**
	 * The end of the quiet hours that an instant lies in.
	 * @return null if the instant is not quiet
	 */
	@Nullable Instant endAfter(Instant now, ZoneId zone) {
		ZonedDateTime local = now.atZone(zone);
		if (!isQuiet(local.toLocalTime())) {
			return null;
		}
		ZonedDateTime end = local.toLocalDate().atTime(this.end).atZone(zone);
		if (!end.isAfter(local)) {
			// After midnight it ends on the same date, before on the next. And where
			// clocks are set back, the first time of that name may be over.
			ZonedDateTime later = end.withLaterOffsetAtOverlap();
			end = later.isAfter(local) ? later : local.toLocalDate().plusDays(1).atTime(this.end).atZone(zone);
		}
		return end.toInstant();
	}

	private boolean isQuiet(LocalTime time) {
		if (this.start.isBefore(this.end)) {
			return !time.isBefore(this.start) && time.isBefore(this.end);
		}
		return !this.start.equals(this.end) && (!time.isBefore(this.start) || time.isBefore(this.end));
	}

}
