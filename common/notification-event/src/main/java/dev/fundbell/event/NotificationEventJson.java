package dev.fundbell.event;

import java.time.DateTimeException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reader and writer of an event's JSON: one object on one line, instants in ISO 8601,
 * absent values left out. It streams, because every notification passes through it.
 * Thread-safe.
 */
public final class NotificationEventJson {

	static final JsonFactory JSON = new JsonFactory();

	private NotificationEventJson() {
	}

	/**
	 * The event's bytes.
	 * @param event the event
	 * @return one line of JSON in UTF-8, without a line end
	 */
	public static byte[] write(NotificationEvent event) {
		return new NotificationEventWriter().write(event);
	}

	/**
	 * Reads an event. Properties that it does not know are passed over.
	 * @param bytes JSON in UTF-8
	 * @return the event
	 * @throws InvalidNotificationEventException where the bytes are no JSON object with
	 * every required property in its form
	 */
	public static NotificationEvent read(byte[] bytes) {
		try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				throw new InvalidNotificationEventException("The value is not a JSON object");
			}
			Fields fields = new Fields();
			while (json.nextToken() == JsonToken.PROPERTY_NAME) {
				fields.read(json);
			}
			if (json.nextToken() != null) {
				throw new InvalidNotificationEventException("Something follows the JSON object");
			}
			return fields.toEvent();
		}
		catch (JacksonException ex) {
			throw new InvalidNotificationEventException(
					"The value is not JSON: unreadable at byte " + ex.getLocation().getByteOffset(), ex);
		}
	}

	/** Fields of an event that have been read so far. */
	private static final class Fields {

		private @Nullable Long notificationId;

		private @Nullable Long userId;

		private @Nullable String type;

		private @Nullable String message;

		private @Nullable Long fundingId;

		private @Nullable Long couponId;

		private @Nullable Instant createdAt;

		private @Nullable Instant expiresAt;

		void read(JsonParser json) {
			String name = json.currentName();
			json.nextToken();
			switch (name) {
				case "notificationId" -> this.notificationId = number(name, json);
				case "userId" -> this.userId = number(name, json);
				case "type" -> this.type = text(name, json);
				case "message" -> this.message = text(name, json);
				case "fundingId" -> this.fundingId = number(name, json);
				case "couponId" -> this.couponId = number(name, json);
				case "createdAt" -> this.createdAt = instant(name, json);
				case "expiresAt" -> this.expiresAt = instant(name, json);
				default -> json.skipChildren();
			}
		}

		NotificationEvent toEvent() {
			try {
				return new NotificationEvent(required("notificationId", this.notificationId),
						required("userId", this.userId), required("type", this.type), required("message", this.message),
						this.fundingId, this.couponId, required("createdAt", this.createdAt), this.expiresAt);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidNotificationEventException("The event is invalid: " + ex.getMessage(), ex);
			}
		}

		private static @Nullable Long number(String name, JsonParser json) {
			return switch (json.currentToken()) {
				case VALUE_NULL -> null;
				case VALUE_NUMBER_INT -> json.getLongValue();
				default -> throw new InvalidNotificationEventException("Property " + name + " is not a whole number");
			};
		}

		private static @Nullable String text(String name, JsonParser json) {
			return switch (json.currentToken()) {
				case VALUE_NULL -> null;
				case VALUE_STRING -> json.getString();
				default -> throw new InvalidNotificationEventException("Property " + name + " is not a string");
			};
		}

		private static @Nullable Instant instant(String name, JsonParser json) {
			String text = text(name, json);
			try {
				return (text != null) ? Instant.parse(text) : null;
			}
			catch (DateTimeException ex) {
				throw new InvalidNotificationEventException("Property " + name + " is not an ISO 8601 instant", ex);
			}
		}

		private static <T> T required(String name, @Nullable T value) {
			if (value == null) {
				throw new InvalidNotificationEventException("Property " + name + " is missing");
			}
			return value;
		}

	}

}
