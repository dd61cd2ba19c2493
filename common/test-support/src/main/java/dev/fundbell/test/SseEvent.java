package dev.fundbell.test;

import org.jspecify.annotations.Nullable;

/**
 * One server-sent event as a client received it.
 *
 * @param id its {@code id} field, if it had one
 * @param name its {@code event} field, {@code message} where it had none
 * @param data its {@code data} lines
 */
public record SseEvent(@Nullable String id, String name, String data) {

	/** Whether it carries a notification; other events have a place as their id. */
	public boolean isNotification() {
		return this.id != null && !this.id.startsWith("@");
	}

	/** The id of the notification that it carries. */
	public long notificationId() {
		if (this.id == null || !isNotification()) {
			throw new IllegalStateException("Event " + this.name + " carries no notification");
		}
		return Long.parseLong(this.id);
	}

}
