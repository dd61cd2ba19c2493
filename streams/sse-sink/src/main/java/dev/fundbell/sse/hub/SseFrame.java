package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;

/**
 * Server-sent event in the bytes of the wire. They are built once and shared by every
 * connection that gets the event, so they must not be changed.
 */
public final class SseFrame {

	/** A comment, which clients ignore: keeps proxies from closing a silent stream. */
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
	 * A notification. Its JSON is written again, not passed on as it came: a line end in
	 * foreign JSON would end the event, and the rest would be another event, of its
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
	 * A cursor for a client that has not had an event yet. An id without data sets the
	 * client's last event id and is not an event for its page.
	 * @param lastEventId the cursor that the client sends when it reconnects
	 * @return its frame
	 */
	public static SseFrame cursor(String lastEventId) {
		return new SseFrame(0, "id: " + lastEventId + "\n\n");
	}

	/**
	 * Notifications were read elsewhere. It has no id, since it must not move the cursor
	 * from which the client replays.
	 * @param json one line of JSON
	 * @return its frame
	 */
	public static SseFrame read(String json) {
		return new SseFrame(0, "event: read\ndata: " + json + "\n\n");
	}

	/**
	 * The first frame of a connection.
	 * @param retry how long the client shall wait before it reconnects
	 * @return its frame
	 */
	static SseFrame connected(Duration retry) {
		String hint = retry.isZero() ? "" : "retry: " + retry.toMillis() + "\n";
		return new SseFrame(0, hint + "event: sse\ndata: connect completed\n\n");
	}

	/** The notification's id, or 0 if the frame is not a notification. */
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
