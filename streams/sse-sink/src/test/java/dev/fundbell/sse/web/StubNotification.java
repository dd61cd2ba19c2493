package dev.fundbell.sse.web;

import java.time.Instant;

/**
 * A notification as the stub keeps it; {@code expiresAt} and {@code readAt} may be null.
 */
record StubNotification(long id, long userId, String type, String message, Instant createdAt, Instant publishedAt,
		Instant expiresAt, Instant readAt) {

	StubNotification readAt(Instant instant) {
		return new StubNotification(this.id, this.userId, this.type, this.message, this.createdAt, this.publishedAt,
				this.expiresAt, instant);
	}

	/** As the stream sends it. */
	String event() {
		return """
				{"notificationId":%d,"userId":%d,"type":"%s","message":"%s","couponId":3,"createdAt":"%s"%s}"""
			.formatted(this.id, this.userId, this.type, escaped(), this.createdAt,
					(this.expiresAt != null) ? ",\"expiresAt\":\"" + this.expiresAt + "\"" : "");
	}

	/** As the inbox lists it. */
	String item() {
		return """
				{"notificationId":%d,"type":"%s","message":"%s","fundingId":null,"couponId":3,"createdAt":"%s",\
				"publishedAt":"%s","expiresAt":%s,"readAt":%s}""".formatted(this.id, this.type, escaped(),
				this.createdAt, this.publishedAt, quoted(this.expiresAt), quoted(this.readAt));
	}

	private String escaped() {
		return this.message.replace("\\", "\\\\").replace("\"", "\\\"");
	}

	private static String quoted(Instant instant) {
		return (instant != null) ? '"' + instant.toString() + '"' : "null";
	}

}
