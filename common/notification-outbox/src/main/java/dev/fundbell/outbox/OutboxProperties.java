package dev.fundbell.outbox;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the outbox.
 *
 * @param relay Whether this instance publishes. False leaves it to other instances, and
 * to the runs of tasks. Default true.
 * @param topic The topic to publish to. Default notifications.
 * @param pollInterval Pause between two looks at what other instances have left; this
 * instance's own notifications are published right after their commit. Default 500ms.
 * @param takeoverAfter Time after which a claimed chunk is taken over from an instance or
 * task that does not hold its lock. 0 = at once. Default 2s.
 * @param maxAge Age of the oldest unpublished notification from which on the health is
 * DOWN. 0 = never. Default 1m.
 */
@ConfigurationProperties("fundbell.outbox")
record OutboxProperties(@DefaultValue("true") boolean relay, @DefaultValue("notifications") String topic,
		@DefaultValue("500ms") Duration pollInterval, @DefaultValue("2s") Duration takeoverAfter,
		@DefaultValue("1m") Duration maxAge) {

	OutboxProperties {
		if (topic.isBlank() || pollInterval.isNegative() || pollInterval.isZero() || takeoverAfter.isNegative()
				|| maxAge.isNegative()) {
			throw new IllegalArgumentException("fundbell.outbox.topic must not be blank, fundbell.outbox.poll-interval "
					+ "positive, fundbell.outbox.takeover-after and fundbell.outbox.max-age not negative");
		}
	}

}
