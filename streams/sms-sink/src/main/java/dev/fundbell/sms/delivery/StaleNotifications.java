package dev.fundbell.sms.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.Withdrawals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Look-up of the notifications that are not worth sending any more, by the rule of their
 * type or because they have been read. A rule that fails makes only the notifications of
 * its own type wait.
 */
final class StaleNotifications {

	private static final Logger log = LoggerFactory.getLogger(StaleNotifications.class);

	private static final String READ = "READ";

	private final Withdrawals withdrawals;

	private final ReadNotifications read;

	private final Set<String> failing = ConcurrentHashMap.newKeySet();

	StaleNotifications(Withdrawals withdrawals, ReadNotifications read) {
		this.withdrawals = withdrawals;
		this.read = read;
	}

	/** Looks at some notifications, which are not empty. */
	Answer among(Collection<NotificationEvent> events) {
		Map<Long, String> reasons = new HashMap<>();
		this.read.among(events.stream().map(NotificationEvent::notificationId).toList())
			.forEach((id) -> reasons.put(id, READ));
		Set<String> unknown = new HashSet<>();
		byType(events).forEach((type, ids) -> {
			try {
				reasons.putAll(this.withdrawals.reasons(type, ids));
				this.failing.remove(type);
			}
			catch (DataAccessException ex) {
				unknown.add(type);
				warn(type, ex);
			}
		});
		return new Answer(reasons, unknown);
	}

	private static Map<String, List<Long>> byType(Collection<NotificationEvent> events) {
		return events.stream()
			.collect(Collectors.groupingBy(NotificationEvent::type,
					Collectors.mapping(NotificationEvent::notificationId, Collectors.toList())));
	}

	private void warn(String type, DataAccessException ex) {
		if (this.failing.add(type)) {
			log.warn("SMS of the type {} wait, since it cannot be asked whether they are stale: {}", type,
					ex.toString());
		}
	}

	/**
	 * Result of the look-up for some notifications.
	 *
	 * @param reasons the reason of each that is not worth sending
	 * @param unknown the types whose rule has failed
	 */
	record Answer(Map<Long, String> reasons, Set<String> unknown) {

	}

}
