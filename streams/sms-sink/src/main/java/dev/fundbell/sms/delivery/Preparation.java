package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.sms.delivery.Recipients.Recipient;
import dev.fundbell.sms.provider.SmsMessage;
import dev.fundbell.sms.text.PhoneNumbers;
import dev.fundbell.sms.text.SmsText;
import org.jspecify.annotations.Nullable;

/**
 * Decides right before the call whether a notification goes out, and as what. Everything
 * is looked at then and not on arrival: hours may have passed since.
 */
final class Preparation {

	private final Recipients recipients;

	private final StillTrue stillTrue;

	private final Rules rules;

	Preparation(Recipients recipients, StillTrue stillTrue, Rules rules) {
		this.recipients = recipients;
		this.stillTrue = stillTrue;
		this.rules = rules;
	}

	List<Decision> decide(List<Delivery> deliveries, Instant now) {
		Map<Long, Recipient> users = this.recipients
			.of(deliveries.stream().map((delivery) -> delivery.event().userId()).distinct().toList());
		Map<Long, String> untrue = untrue(deliveries);
		return deliveries.stream().map((delivery) -> {
			NotificationEvent event = delivery.event();
			return this.rules.decide(delivery, users.get(event.userId()), untrue.get(event.notificationId()), now);
		}).toList();
	}

	private Map<Long, String> untrue(List<Delivery> deliveries) {
		Map<Long, String> reasons = new HashMap<>();
		deliveries.stream()
			.map(Delivery::event)
			.collect(Collectors.groupingBy(NotificationEvent::type,
					Collectors.mapping(NotificationEvent::notificationId, Collectors.toList())))
			.forEach((type, ids) -> reasons.putAll(this.stillTrue.reasons(type, ids)));
		return reasons;
	}

	/**
	 * The rules, each of which can keep a notification from being sent.
	 *
	 * @param numbers which numbers can be sent to
	 * @param quietHours when nothing is sent
	 * @param maxAge how old a notification may be; zero is no limit
	 */
	record Rules(PhoneNumbers numbers, QuietHours quietHours, Duration maxAge) {

		Decision decide(Delivery delivery, @Nullable Recipient user, @Nullable String untrue, Instant now) {
			String unwanted = unwanted(user);
			if (unwanted != null) {
				return Decision.settle(Settlement.of(delivery, DeliveryState.SKIPPED, unwanted));
			}
			String worthless = (untrue != null) ? untrue : worthless(delivery.event(), now);
			if (worthless != null) {
				return Decision.settle(Settlement.of(delivery, DeliveryState.WITHDRAWN, worthless));
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
			return Decision.settle((expires != null && !expires.isAfter(quietUntil))
					? Settlement.of(delivery, DeliveryState.WITHDRAWN, "EXPIRES_IN_QUIET_HOURS")
					: Settlement.until(quietUntil, delivery, DeliveryState.HELD, "QUIET_HOURS"));
		}

		private Decision message(Delivery delivery, Recipient recipient) {
			SmsText text = SmsText.of(delivery.event().message());
			if (text.bytes() == 0 || text.isTooLong()) {
				return Decision.settle(Settlement.of(delivery, DeliveryState.FAILED,
						(text.bytes() == 0) ? "EMPTY_TEXT" : "TEXT_TOO_LONG"));
			}
			return this.numbers.parse(Objects.requireNonNull(recipient.phoneNumber()))
				.map((number) -> Decision.send(delivery, new SmsMessage(delivery.reference(), number, text)))
				.orElseGet(() -> Decision.settle(Settlement.of(delivery, DeliveryState.FAILED, "INVALID_NUMBER")));
		}

	}

}
