package dev.fundbell.tracing;

import io.opentelemetry.api.trace.SpanKind;

/** Stage of a notification's way, which is a span of its trace. */
public enum Stage {

	/**
	 * From the claim of its row until the broker has acknowledged its record. The others
	 * are its children.
	 */
	PUBLISH("publish notification", SpanKind.PRODUCER),

	/** From the arrival of its record at a sink until it is written to the sockets. */
	PUSH("push to browsers", SpanKind.CONSUMER),

	/** From the arrival of its record at a sink until its SMS is stored. */
	STORE_SMS("store SMS", SpanKind.CONSUMER),

	/** One call of a gateway, from request to answer. */
	SEND_SMS("send SMS", SpanKind.CLIENT);

	private final String spanName;

	private final SpanKind kind;

	Stage(String spanName, SpanKind kind) {
		this.spanName = spanName;
		this.kind = kind;
	}

	String spanName() {
		return this.spanName;
	}

	SpanKind kind() {
		return this.kind;
	}

}
