package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sms.delivery.Recipients.Recipient;
import dev.fundbell.sms.gateway.SmsMessage;
import dev.fundbell.sms.text.PhoneNumbers;
import dev.fundbell.sms.text.SmsText;
import org.jspecify.annotations.Nullable;

/**
 * Rules that decide whether a delivery is sent, held, withdrawn or skipped, and as which
 * message it is sent.
 *
 * @param numbers the numbers that can be sent to
 * @param quietHours when nothing is sent
 * @param maxAge how old a notification may be; zero sets no limit
 */
record SendingRules(PhoneNumbers numbers, QuietHours quietHours, Duration maxAge) {

	/**
	 * Decides about a delivery.
	 * @param user its user, if there is one
	 * @param staleReason why the notification is stale, if it is
	 */
	Decision decide(Delivery delivery, @Nullable Recipient user, @Nullable String staleReason, Instant now) {
		String unwanted = unwanted(user);
		if (unwanted != null) {
			return Decision.withoutSending(DeliveryOutcome.of(delivery, DeliveryState.SKIPPED, unwanted));
		}
		String worthless = (staleReason != null) ? staleReason : worthless(delivery.event(), now);
		if (worthless != null) {
			return Decision.withoutSending(DeliveryOutcome.of(delivery, DeliveryState.WITHDRAWN, worthless));
		}
		Recipient recipient = Objects.requireNonNull(user);
		Instant quietUntil = this.quietHours.endAfter(now, recipient.zone());
		return (quietUntil != null) ? hold(delivery, quietUntil) : message(delivery, recipient);
	}

	private static @Nullable String unwanted(@Nullable Recipient user) {
		if (user == null) {
			return "NO_USER";
		}
		if (user.optedOut()) {
			return "OPTED_OUT";
		}
		return (user.phoneNumber() == null || user.phoneNumber().isBlank()) ? "NO_NUMBER" : null;
	}

	private @Nullable String worthless(NotificationEvent event, Instant now) {
		if (event.expiresAt() != null && !event.expiresAt().isAfter(now)) {
			return "EXPIRED";
		}
		boolean tooOld = !this.maxAge.isZero() && event.createdAt().plus(this.maxAge).isBefore(now);
		return tooOld ? "TOO_OLD" : null;
	}

	private static Decision hold(Delivery delivery, Instant quietUntil) {
		Instant expires = delivery.event().expiresAt();
		return Decision.withoutSending((expires != null && !expires.isAfter(quietUntil))
				? DeliveryOutcome.of(delivery, DeliveryState.WITHDRAWN, "EXPIRES_IN_QUIET_HOURS")
				: DeliveryOutcome.until(quietUntil, delivery, DeliveryState.HELD, "QUIET_HOURS"));
	}

	private Decision message(Delivery delivery, Recipient recipient) {
		SmsText text = SmsText.of(delivery.event().message());
		if (text.bytes() == 0 || text.isTooLong()) {
			return failed(delivery, (text.bytes() == 0) ? "EMPTY_TEXT" : "TEXT_TOO_LONG");
		}
		return this.numbers.parse(Objects.requireNonNull(recipient.phoneNumber()))
			.map((number) -> Decision.send(delivery, new SmsMessage(delivery.reference(), number, text)))
			.orElseGet(() -> failed(delivery, "INVALID_NUMBER"));
	}

	private static Decision failed(Delivery delivery, String reason) {
		return Decision.withoutSending(DeliveryOutcome.of(delivery, DeliveryState.FAILED, reason));
	}

}
