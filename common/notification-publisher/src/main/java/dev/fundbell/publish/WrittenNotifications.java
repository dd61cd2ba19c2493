package dev.fundbell.publish;

import java.time.Instant;
import java.util.List;

import dev.fundbell.event.NotificationEvent;

/**
 * Result of writing a chunk of new notifications.
 *
 * @param total how many there were to write
 * @param created those that were written, with ids next to each other; the others existed
 * @param claimedAt the created ones' time of publication
 */
public record WrittenNotifications(int total, List<NotificationEvent> created, Instant claimedAt) {

	/** How many existed already. */
	public int existing() {
		return this.total - this.created.size();
	}

	/** The claim on the created ones, of which there is at least one. */
	Claim claim() {
		return new Claim(this.created.get(0).notificationId(),
				this.created.get(this.created.size() - 1).notificationId(), this.claimedAt);
	}

}
