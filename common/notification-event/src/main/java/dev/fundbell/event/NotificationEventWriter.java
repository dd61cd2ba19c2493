package dev.fundbell.event;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writer of the JSON of many events, one after the other. The events of a chunk have the
 * same times: it formats each time once. Not thread-safe.
 */
public final class NotificationEventWriter {

	/** Room for an event with a usual message, so that the buffer seldom grows. */
	private static final int USUAL_SIZE = 512;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);

	private final Formatted createdAt = new Formatted();

	private final Formatted expiresAt = new Formatted();

	/**
	 * The event's bytes.
	 * @param event the event
	 * @return one line of JSON in UTF-8, without a line end
	 */
	public byte[] write(NotificationEvent event) {
		this.bytes.reset();
		try (JsonGenerator json = NotificationEventJson.JSON.createGenerator(ObjectWriteContext.empty(), this.bytes)) {
			json.writeStartObject();
			json.writeNumberProperty("notificationId", event.notificationId());
			json.writeNumberProperty("userId", event.userId());
			json.writeStringProperty("type", event.type());
			json.writeStringProperty("message", event.message());
			if (event.fundingId() != null) {
				json.writeNumberProperty("fundingId", event.fundingId());
			}
			if (event.couponId() != null) {
				json.writeNumberProperty("couponId", event.couponId());
			}
			json.writeStringProperty("createdAt", this.createdAt.text(event.createdAt()));
			if (event.expiresAt() != null) {
				json.writeStringProperty("expiresAt", this.expiresAt.text(event.expiresAt()));
			}
			json.writeEndObject();
		}
		return this.bytes.toByteArray();
	}

	/** The last instant and its text. */
	private static final class Formatted {

		private @Nullable Instant instant;

		private String text = "";

		String text(Instant value) {
			if (!value.equals(this.instant)) {
				this.instant = value;
				this.text = value.toString();
			}
			return this.text;
		}

	}

}
