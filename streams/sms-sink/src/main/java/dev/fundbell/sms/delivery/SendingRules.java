package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sms.delivery.Recipients.Recipient;
import dev.fundbell.sms.gateway.OutgoingSms;
import dev.fundbell.sms.text.ParsedNumber;
import dev.fundbell.sms.text.PhoneNumbers;
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
	Decision decide(Delivery delivery, NotificationEvent event, @Nullable Recipient user, @Nullable String staleReason,
			Instant now) {
		String unwanted = unwanted(user);
		if (unwanted != null) {
			return withoutSending(delivery, DeliveryState.SKIPPED, unwanted);
		}
		String worthless = (staleReason != null) ? staleReason : worthless(event, now);
		if (worthless != null) {
			return withoutSending(delivery, DeliveryState.WITHDRAWN, worthless);
		}
		Recipient recipient = Objects.requireNonNull(user);
		Instant quietUntil = this.quietHours.endAfter(now, recipient.zone());
		return (quietUntil != null) ? hold(delivery, event, quietUntil) : message(delivery, event, recipient);
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

	/** Why a notification is not worth sending any more, whatever it is about. */
	@Nullable String worthless(NotificationEvent event, Instant now) {
		if (event.expiresAt() != null && !event.expiresAt().isAfter(now)) {
			return "EXPIRED";
		}
		// As a duration: an event may name an instant that no addition survives.
		Duration age = Duration.between(event.createdAt(), now);
		return (!this.maxAge.isZero() && age.compareTo(this.maxAge) > 0) ? "TOO_OLD" : null;
	}

	private static Decision hold(Delivery delivery, NotificationEvent event, Instant quietUntil) {
		Instant expires = event.expiresAt();
		return (expires != null && !expires.isAfter(quietUntil))
				? withoutSending(delivery, DeliveryState.WITHDRAWN, "EXPIRES_IN_QUIET_HOURS") : Decision
					.withoutSending(DeliveryOutcome.until(quietUntil, delivery, DeliveryState.HELD, "QUIET_HOURS"));
	}

	private Decision message(Delivery delivery, NotificationEvent event, Recipient recipient) {
		ParsedNumber parsed = this.numbers.parse(Objects.requireNonNull(recipient.phoneNumber()));
		if (parsed.number() != null) {
			return Decision.send(delivery,
					new OutgoingSms(delivery.reference(), parsed.number(), event.message(), delivery.attempts()));
		}
		return (parsed.kind() == ParsedNumber.Kind.NOT_MOBILE)
				? withoutSending(delivery, DeliveryState.SKIPPED, "NOT_MOBILE")
				: withoutSending(delivery, DeliveryState.FAILED, "INVALID_NUMBER");
	}

	private static Decision withoutSending(Delivery delivery, DeliveryState state, String reason) {
		return Decision.withoutSending(DeliveryOutcome.of(delivery, state, reason));
	}

}
