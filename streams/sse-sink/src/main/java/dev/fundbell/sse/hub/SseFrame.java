package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;

/**
 * One event as it goes over the wire. Its bytes are built once and shared by every
 * connection that gets it, so nobody may change them.
 */
public final class SseFrame {

	/** A comment, which clients pass over: keeps proxies from closing a quiet stream. */
	static final SseFrame HEARTBEAT = new SseFrame(0, ":\n\n");

	/** Tells the client that it must fetch its list again. */
	public static final SseFrame RESET = new SseFrame(0, "event: reset\ndata: {}\n\n");

	private static final byte[] DATA = "\nevent: sse\ndata: ".getBytes(StandardCharsets.US_ASCII);

	private final long notificationId;

	private final byte[] bytes;

	private SseFrame(long notificationId, String text) {
		this(notificationId, text.getBytes(StandardCharsets.UTF_8));
	}

	private SseFrame(long notificationId, byte[] bytes) {
		this.notificationId = notificationId;
		this.bytes = bytes;
	}

	/**
	 * A notification. It is written anew rather than passed on as it came: a line end
	 * within foreign JSON would end the event, and what follows would be an event of its
	 * author's choice.
	 * @param event the notification
	 * @return its frame
	 */
	public static SseFrame of(NotificationEvent event) {
		byte[] id = ("id: " + event.notificationId()).getBytes(StandardCharsets.US_ASCII);
		byte[] json = NotificationEventJson.write(event);
		ByteBuffer frame = ByteBuffer.allocate(id.length + DATA.length + json.length + 2);
		frame.put(id).put(DATA).put(json).put((byte) '\n').put((byte) '\n');
		return new SseFrame(event.notificationId(), frame.array());
	}

	/**
	 * Gives a client that has had no event yet a place to come back to. An id without
	 * data moves the client's last event id and is no event for its page.
	 * @param lastEventId what the client will send when it comes back
	 * @return its frame
	 */
	public static SseFrame place(String lastEventId) {
		return new SseFrame(0, "id: " + lastEventId + "\n\n");
	}

	/**
	 * Notifications were read elsewhere. Without an id: it must not move the place from
	 * where the client will replay.
	 * @param json one line of JSON
	 * @return its frame
	 */
	public static SseFrame read(String json) {
		return new SseFrame(0, "event: read\ndata: " + json + "\n\n");
	}

	/**
	 * The first frame of a connection.
	 * @param retry how long the client shall wait before it connects again
	 * @return the frame
	 */
	static SseFrame connected(Duration retry) {
		String hint = retry.isZero() ? "" : "retry: " + retry.toMillis() + "\n";
		return new SseFrame(0, hint + "event: sse\ndata: connect completed\n\n");
	}

	/** The notification's id, or 0 where the frame is none. */
	long notificationId() {
		return this.notificationId;
	}

	/**
	 * The frame's size.
	 * @return bytes on the wire
	 */
	public int size() {
		return this.bytes.length;
	}

	/** A view of the shared bytes with a position of its own. */
	ByteBuffer buffer() {
		return ByteBuffer.wrap(this.bytes);
	}

	@Override
	public String toString() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

}
