package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent event in the bytes of the wire. They are built once and shared by every
 * connection that gets the event, so they must not be changed.
 */
public final class SseFrame {

	/**
	 * A comment, which keeps proxies from closing a silent stream. No blank line follows
	 * it, since some clients take one for the end of an event without data.
	 */
	static final SseFrame HEARTBEAT = new SseFrame(0, ":\n");

	/**
	 * A heartbeat that scripts can see, which a comment is not, and that tells them when
	 * to give the stream up for dead.
	 * @param every how often at least there will be one
	 * @return its frame
	 */
	static SseFrame ping(Duration every) {
		return new SseFrame(0, "event: ping\ndata: {\"everyMs\":" + every.toMillis() + "}\n\n");
	}

	private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] DATA = "\nevent: sse\ndata: ".getBytes(StandardCharsets.US_ASCII);

	private final long notificationId;

	private final byte[] bytes;

	/** Where the frame begins behind its id. */
	private final int behindId;

	private SseFrame(long notificationId, String text) {
		this(notificationId, text.getBytes(StandardCharsets.UTF_8), 0);
	}

	private SseFrame(long notificationId, byte[] bytes, int behindId) {
		this.notificationId = notificationId;
		this.bytes = bytes;
		this.behindId = behindId;
	}

	/**
	 * A notification.
	 * @param notificationId its id
	 * @param line its JSON, without control characters: a line end would end the event,
	 * and the rest would be another event, of its author's choice
	 * @return its frame
	 */
	public static SseFrame of(long notificationId, byte[] line) {
		byte[] id = Long.toString(notificationId).getBytes(StandardCharsets.US_ASCII);
		int idLine = ID.length + id.length + 1;
		byte[] bytes = new byte[idLine - 1 + DATA.length + line.length + 2];
		System.arraycopy(ID, 0, bytes, 0, ID.length);
		System.arraycopy(id, 0, bytes, ID.length, id.length);
		System.arraycopy(DATA, 0, bytes, idLine - 1, DATA.length);
		System.arraycopy(line, 0, bytes, idLine - 1 + DATA.length, line.length);
		bytes[bytes.length - 2] = '\n';
		bytes[bytes.length - 1] = '\n';
		return new SseFrame(notificationId, bytes, idLine);
	}

	/**
	 * A notification, whose JSON is written here.
	 * @param event the notification
	 * @return its frame
	 */
	public static SseFrame of(NotificationEvent event) {
		return of(event.notificationId(), NotificationEventJson.write(event));
	}

	/**
	 * Tells that the client must fetch its list again.
	 * @param lastEventId the cursor from which it then goes on
	 * @return its frame
	 */
	public static SseFrame reset(String lastEventId) {
		return withId(lastEventId, "event: reset\ndata: {}\n\n");
	}

	/**
	 * Tells that all missed notifications have come. Its id is exact, where that of the
	 * last of them may not be: they come from the database in the order of their claims.
	 * It has data, since some clients take no id from an event without.
	 * @param lastEventId the cursor from which the client goes on
	 * @return its frame
	 */
	public static SseFrame caughtUp(String lastEventId) {
		return withId(lastEventId, "event: caught-up\ndata: {}\n\n");
	}

	private static SseFrame withId(String id, String text) {
		String idLine = "id: " + id + "\n";
		return new SseFrame(0, (idLine + text).getBytes(StandardCharsets.UTF_8), idLine.length());
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
	 * Tells how many notifications the user has not read.
	 * @param count the number
	 * @return its frame
	 */
	public static SseFrame unread(long count) {
		return new SseFrame(0, "event: unread\ndata: {\"unread\":" + count + "}\n\n");
	}

	/**
	 * The first frame of a connection. Its id is the client's cursor until its first
	 * notification.
	 * @param retry how long the client shall wait before it reconnects; 0 leaves it to
	 * the client
	 * @param lastEventId the client's cursor; null if the client keeps its own
	 * @return its frame
	 */
	static SseFrame connected(Duration retry, @Nullable String lastEventId) {
		String id = (lastEventId != null) ? "id: " + lastEventId + "\n" : "";
		return new SseFrame(0, id + retryLine(retry) + "event: sse\ndata: connect completed\n\n");
	}

	/**
	 * The only frame of a stream that is refused for now: tells when to come back, and
	 * the reason as a comment.
	 * @param retry how long the client shall wait before it reconnects
	 * @param reason one sentence on one line
	 * @return its frame
	 */
	public static SseFrame busy(Duration retry, String reason) {
		return new SseFrame(0, retryLine(retry) + ": " + reason + "\n\n");
	}

	private static String retryLine(Duration retry) {
		return retry.isZero() ? "" : "retry: " + retry.toMillis() + "\n";
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

	/** A view without the id, which leaves the client's cursor where it is. */
	ByteBuffer bufferWithoutId() {
		return ByteBuffer.wrap(this.bytes, this.behindId, this.bytes.length - this.behindId);
	}

	@Override
	public String toString() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

}
