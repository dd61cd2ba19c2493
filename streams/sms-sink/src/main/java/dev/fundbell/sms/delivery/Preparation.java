package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.sms.delivery.Recipients.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Last check of claimed deliveries, right before the call of a gateway. It looks up the
 * recipient and whether the notification is stale now rather than on arrival, since hours
 * may lie between the two.
 */
final class Preparation {

	private static final Logger log = LoggerFactory.getLogger(Preparation.class);

	private static final Duration PAUSE = Duration.ofMillis(500);

	private final Recipients recipients;

	private final Withdrawals withdrawals;

	private final SendingRules rules;

	private final Clock clock;

	Preparation(Recipients recipients, Withdrawals withdrawals, SendingRules rules, Clock clock) {
		this.recipients = recipients;
		this.withdrawals = withdrawals;
		this.rules = rules;
		this.clock = clock;
	}

	/** Decides about each delivery; lets all of them wait if the look-ups fail. */
	List<Decision> decide(List<Delivery> deliveries) {
		try {
			return decide(deliveries, this.clock.instant());
		}
		catch (RuntimeException ex) {
			log.warn("{} deliveries wait on, since it could not be decided what to do with them: {}", deliveries.size(),
					ex.toString());
			Instant later = this.clock.instant().plus(PAUSE);
			return deliveries.stream()
				.map((each) -> Decision
					.withoutSending(DeliveryOutcome.until(later, each, DeliveryState.WAITING, "NOT_DECIDED")))
				.toList();
		}
	}

	private List<Decision> decide(List<Delivery> deliveries, Instant now) {
		Map<Long, Recipient> users = this.recipients
			.of(deliveries.stream().map((delivery) -> delivery.event().userId()).distinct().toList());
		Map<Long, String> stale = staleReasons(deliveries);
		return deliveries.stream().map((delivery) -> {
			NotificationEvent event = delivery.event();
			return this.rules.decide(delivery, users.get(event.userId()), stale.get(event.notificationId()), now);
		}).toList();
	}

	private Map<Long, String> staleReasons(List<Delivery> deliveries) {
		Map<Long, String> reasons = new HashMap<>();
		deliveries.stream()
			.map(Delivery::event)
			.collect(Collectors.groupingBy(NotificationEvent::type,
					Collectors.mapping(NotificationEvent::notificationId, Collectors.toList())))
			.forEach((type, ids) -> reasons.putAll(this.withdrawals.reasons(type, ids)));
		return reasons;
	}

}
