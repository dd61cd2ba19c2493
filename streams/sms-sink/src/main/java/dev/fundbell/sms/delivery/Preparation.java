package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fundbell.event.InvalidNotificationEventException;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.sms.delivery.Recipients.Recipient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Last check of claimed deliveries, right before the call of a gateway. It looks up the
 * recipient and whether the notification is stale now and not on arrival, since hours may
 * lie in between. A delivery that cannot be decided stops no other.
 */
final class Preparation {

	private static final Logger log = LoggerFactory.getLogger(Preparation.class);

	private static final Duration PAUSE = Duration.ofMillis(500);

	private static final Duration LONG_PAUSE = Duration.ofSeconds(30);

	private final Recipients recipients;

	private final StaleNotifications stale;

	private final SendingRules rules;

	private final Clock clock;

	Preparation(Recipients recipients, StaleNotifications stale, SendingRules rules, Clock clock) {
		this.recipients = recipients;
		this.stale = stale;
		this.rules = rules;
		this.clock = clock;
	}

	/** Decides about each delivery; lets all of them wait if the look-ups fail. */
	List<Decision> decide(List<Delivery> deliveries) {
		List<Decision> decisions = new ArrayList<>(deliveries.size());
		Map<Delivery, NotificationEvent> readable = new LinkedHashMap<>();
		for (Delivery each : deliveries) {
			NotificationEvent event = event(each);
			if (event != null) {
				readable.put(each, event);
			}
			else {
				decisions.add(unreadable(each));
			}
		}
		if (!readable.isEmpty()) {
			decisions.addAll(decide(readable));
		}
		return decisions;
	}

	private static @Nullable NotificationEvent event(Delivery delivery) {
		try {
			return NotificationEventJson.read(delivery.record());
		}
		catch (InvalidNotificationEventException ex) {
			log.error("The record of {}, from {}, cannot be read: {}", delivery, delivery.source(), ex.getMessage());
			return null;
		}
	}

	private static Decision unreadable(Delivery delivery) {
		return Decision.withoutSending(DeliveryOutcome.of(delivery, DeliveryState.FAILED, "UNREADABLE_RECORD"));
	}

	private List<Decision> decide(Map<Delivery, NotificationEvent> readable) {
		try {
			Map<Long, Recipient> users = this.recipients
				.of(readable.keySet().stream().map(Delivery::userId).distinct().toList());
			StaleNotifications.Answer answer = this.stale.among(readable.values());
			Instant now = this.clock.instant();
			return readable.entrySet()
				.stream()
				.map((each) -> decide(each.getKey(), each.getValue(), users, answer, now))
				.toList();
		}
		catch (RuntimeException ex) {
			log.warn("{} deliveries wait on, since it could not be decided what to do with them: {}", readable.size(),
					ex.toString());
			return readable.keySet().stream().map((each) -> later(each, PAUSE, "NOT_DECIDED")).toList();
		}
	}

	private Decision decide(Delivery delivery, NotificationEvent event, Map<Long, Recipient> users,
			StaleNotifications.Answer answer, Instant now) {
		try {
			if (answer.unknown().contains(event.type()) && this.rules.worthless(event, now) == null) {
				return later(delivery, LONG_PAUSE, "RULE_FAILED");
			}
			return this.rules.decide(delivery, event, users.get(delivery.userId()),
					answer.reasons().get(delivery.notificationId()), now);
		}
		catch (RuntimeException ex) {
			log.error("It cannot be decided what to do with {}", delivery, ex);
			return Decision
				.withoutSending(DeliveryOutcome.of(delivery, DeliveryState.FAILED, ex.getClass().getSimpleName()));
		}
	}

	private Decision later(Delivery delivery, Duration pause, String reason) {
		return Decision.withoutSending(
				DeliveryOutcome.until(this.clock.instant().plus(pause), delivery, DeliveryState.WAITING, reason));
	}

}
