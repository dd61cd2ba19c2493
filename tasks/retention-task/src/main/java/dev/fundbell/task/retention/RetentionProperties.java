package dev.fundbell.task.retention;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the task: how long each kind of row is kept, and the minima of these times.
 *
 * @param notifications How long a notification is kept after it was created and its due
 * date has passed. 0 keeps it for ever. Change it to what your privacy policy promises.
 * @param deliveries How long an SMS delivery is kept. 0 keeps it for ever. Change it to
 * what your privacy policy promises.
 * @param closings How long the closing of a funding is kept after its participants were
 * told, no shorter than notifications. 0 keeps it for ever. Change it with your
 * bookkeeping.
 * @param deliveredTexts How long a text is kept after its SMS was sent or its
 * notification was read. 0 keeps it as long as its row. Set it to hold fewer texts.
 * @param topicRetention How long Kafka keeps the topic of notifications; nothing is
 * deleted earlier. 0 assumes that Kafka keeps nothing. Change it with retention.ms of the
 * topic.
 * @param maxEventAge The sms-sink's option max-age; notifications and deliveries are not
 * deleted earlier. 0 assumes none. Change it together with that option.
 * @param longestLeadTime How far ahead a task is ever told to notify; notifications and
 * closings are not deleted earlier. 0 assumes none. Raise it with the lead days.
 */
@ConfigurationProperties("fundbell.retention")
record RetentionProperties(@DefaultValue("180d") Duration notifications, @DefaultValue("90d") Duration deliveries,
		@DefaultValue("730d") Duration closings, @DefaultValue("0") Duration deliveredTexts,
		@DefaultValue("7d") Duration topicRetention, @DefaultValue("2d") Duration maxEventAge,
		@DefaultValue("30d") Duration longestLeadTime) {

	RetentionProperties {
		if (List.of(notifications, deliveries, closings, deliveredTexts, topicRetention, maxEventAge, longestLeadTime)
			.stream()
			.anyMatch(Duration::isNegative)) {
			throw new IllegalArgumentException("No duration of fundbell.retention may be negative");
		}
	}

}
