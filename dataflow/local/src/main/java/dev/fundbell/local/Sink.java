package dev.fundbell.local;

/**
 * The sinks that Data Flow deploys here, each in a stream of its own.
 */
enum Sink {

	/** Pushes to browsers. */
	SSE("sse-sink", "browser-push"),

	/** Pushes to phones. */
	SMS("sms-sink", "phone-push");

	private final String app;

	private final String stream;

	Sink(String app, String stream) {
		this.app = app;
		this.stream = stream;
	}

	String app() {
		return this.app;
	}

	String stream() {
		return this.stream;
	}

}
