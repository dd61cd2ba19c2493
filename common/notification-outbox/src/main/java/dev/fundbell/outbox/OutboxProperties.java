package dev.fundbell.outbox;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the outbox.
 *
 * @param relay Whether this instance publishes. Set it to false to leave that to other
 * instances, and to the runs of tasks.
 * @param topic The topic to publish to.
 * @param pollInterval Pause between two looks at the chunks that other instances have
 * left; this instance's own notifications are published right after their commit. More
 * than 0. Raise it where many instances look.
 * @param takeoverAfter Time after which a claimed chunk is taken over from an instance or
 * task that does not hold its lock. 0 takes it over at once. Raise it where a commit may
 * take longer.
 * @param maxAge Age of the oldest unpublished notification from which on the health is
 * DOWN. 0 never does that. Set it to the delay that your users notice.
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
