package dev.fundbell.task.retention;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the task: how long what is kept, and what none of it may be shorter than.
 *
 * @param notifications How long a notification is kept after it was created and its due
 * date has passed. 0 = for ever. Default 180d.
 * @param deliveries How long an SMS delivery is kept. 0 = for ever. Default 90d.
 * @param closings How long the closing of a funding is kept after its participants were
 * told, no shorter than notifications. 0 = for ever. Default 730d.
 * @param deliveredTexts How long a text is kept after its SMS was sent or its
 * notification was read. 0 = as long as its row. Default 0.
 * @param topicRetention How long Kafka keeps the topic of notifications. Default 7d.
 * @param maxEventAge The sms-sink's option max-age. Default 2d.
 * @param longestLeadTime How far ahead a task is ever told to notify. Default 30d.
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
