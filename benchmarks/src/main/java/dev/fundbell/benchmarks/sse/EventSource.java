package dev.fundbell.benchmarks.sse;

import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Client of one user that behaves like a browser's {@code EventSource}, see
 * <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the HTML
 * standard</a>: it reconnects after a network error or the end of a stream, and gives up
 * for good on any answer but a stream. Not thread-safe.
 */
final class EventSource {

	private static final String EVENT_END = "\n\n";

	private static final String HEAD_END = "\r\n\r\n";

	private final long userId;

	private final Set<Long> received = new HashSet<>();

	private @Nullable String lastEventId;

	/** As in Chromium until a server tells another time, in milliseconds. */
	private long retry = 3000;

	private boolean givenUp;

	private int attempts;

	private int repeated;

	private int foreign;

	private @Nullable SocketChannel channel;

	private boolean open;

	/** Bytes of a head or an event that is not complete yet, as text. */
	private String rest = "";

	EventSource(long userId) {
		this.userId = userId;
	}

	long userId() {
		return this.userId;
	}

	/** The ids of the notifications that have come. */
	Set<Long> received() {
		return this.received;
	}

	/** How many notifications have come more than once, which scripts drop by id. */
	int repeated() {
		return this.repeated;
	}

	/** How many notifications of other users have come. */
	int foreign() {
		return this.foreign;
	}

	@Nullable String lastEventId() {
		return this.lastEventId;
	}

	/** How long it waits before it reconnects, in milliseconds. */
	long retry() {
		return this.retry;
	}

	/** Whether it will never connect again. */
	boolean hasGivenUp() {
		return this.givenUp;
	}

	/** Whether its stream is open. */
	boolean isOpen() {
		return this.open;
	}

	/** How often it has connected, or tried to. */
	int attempts() {
		return this.attempts;
	}

	void connecting(SocketChannel opened) {
		this.channel = opened;
		this.attempts++;
		this.rest = "";
	}

	/** Whether a connection is its present one. */
	boolean isOn(SocketChannel other) {
		return this.channel == other;
	}

	void disconnected() {
		this.channel = null;
		this.open = false;
	}

	/** Takes the bytes that have come on its connection. */
	void take(String text) {
		this.rest += text;
		if (!this.open) {
			takeHead();
		}
		if (this.open) {
			takeEvents();
		}
	}

	private void takeHead() {
		int end = this.rest.indexOf(HEAD_END);
		if (end >= 0) {
			String head = this.rest.substring(0, end);
			this.rest = this.rest.substring(end + HEAD_END.length());
			this.open = head.startsWith("HTTP/1.1 200") && head.contains("text/event-stream");
			this.givenUp = !this.open;
		}
	}

	private void takeEvents() {
		int start = 0;
		for (int end = this.rest.indexOf(EVENT_END); end >= 0; end = this.rest.indexOf(EVENT_END, start)) {
			takeEvent(this.rest.substring(start, end));
			start = end + EVENT_END.length();
		}
		this.rest = this.rest.substring(start);
	}

	private void takeEvent(String event) {
		for (String line : event.split("\n")) {
			if (line.startsWith("id: ")) {
				this.lastEventId = line.substring("id: ".length());
			}
			else if (line.startsWith("retry: ")) {
				this.retry = Long.parseLong(line.substring("retry: ".length()));
			}
			else if (line.startsWith("data: {\"notificationId\":")) {
				takeNotification(line);
			}
		}
	}

	private void takeNotification(String line) {
		if (number(line, "\"userId\":") != this.userId) {
			this.foreign++;
		}
		else if (!this.received.add(number(line, "\"notificationId\":"))) {
			this.repeated++;
		}
	}

	private static long number(String line, String property) {
		int start = line.indexOf(property) + property.length();
		int end = start;
		while (end < line.length() && Character.isDigit(line.charAt(end))) {
			end++;
		}
		return Long.parseLong(line, start, end, 10);
	}

}
