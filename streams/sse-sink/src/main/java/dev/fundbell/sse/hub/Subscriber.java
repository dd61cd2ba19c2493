package dev.fundbell.sse.hub;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Subscriber: the events of one connection on their way to its client.
 * {@link SseHub#subscribe} creates it; the hub queues live frames, a {@link History}
 * brings missed ones, and the {@link Transport} tells when more can be written. Frames
 * wait in a bounded queue and are written as fast as the client reads. A client that is
 * too slow for its queue is disconnected, and replays when it reconnects. During a
 * replay, history is written first and live frames wait. An id that the connection has
 * had is dropped (deduplication). Thread-safe; the lock is only held for work that does
 * not block.
 */
public final class Subscriber implements Transport.Listener {

	private final long userId;

	private final SseHub hub;

	private final Deadlines deadlines;

	private final FrameQueue history;

	private final FrameQueue live;

	private final RecentIds delivered = new RecentIds();

	private @Nullable History source;

	private boolean awaitingPage;

	/** When the page that is awaited was requested. */
	private long awaitedSince;

	/**
	 * Whether history is late: then live frames go first, without moving the client's
	 * cursor.
	 */
	private boolean late;

	/** The client has missed something, so its cursor must stay where it is. */
	private boolean behind;

	/** The client wants to know how many notifications its user has not read. */
	private volatile boolean countsUnread;

	private SseFrame heartbeat = SseFrame.HEARTBEAT;

	private @Nullable Transport transport;

	/**
	 * Whether nothing can be written: not open yet, or the last write is not complete.
	 */
	private boolean blocked = true;

	private boolean flushing;

	private boolean closed;

	Subscriber(long userId, SseHub hub, FrameQueue history, FrameQueue live, Deadlines deadlines) {
		this.userId = userId;
		this.hub = hub;
		this.history = history;
		this.live = live;
		this.deadlines = deadlines;
	}

	/**
	 * The user who gets the events.
	 * @return the user's id
	 */
	public long userId() {
		return this.userId;
	}

	/**
	 * Greets the client, before any other frame and before the stream opens.
	 * @param lastEventId the client's cursor until its first notification; null if the
	 * client keeps its own
	 */
	public synchronized void greet(@Nullable String lastEventId) {
		this.history.add(SseFrame.connected(this.hub.retry(), lastEventId));
	}

	/** Sends heartbeats as events, the first at once, before the stream opens. */
	public synchronized void ping() {
		this.heartbeat = this.hub.ping();
		this.history.add(this.heartbeat);
	}

	/** Sends the number of unread notifications, at first and after each change. */
	public void countUnread() {
		this.countsUnread = this.hub.countsUnread();
		this.hub.changed(this);
	}

	boolean countsUnread() {
		return this.countsUnread;
	}

	/**
	 * Replays missed frames; live frames wait until the replay is complete.
	 * @param source where the missed frames come from; asked for the first page at once
	 */
	public synchronized void replayFrom(History source) {
		this.source = source;
		requestPage(source);
	}

	/** The awaited page cannot be read now: live frames no longer wait for it. */
	public synchronized void onDelay() {
		this.late = true;
		flush();
	}

	/**
	 * Whether the connection is closed.
	 * @return whether frames are of no use any longer
	 */
	public synchronized boolean isClosed() {
		return this.closed;
	}

	/**
	 * Takes a page of missed frames.
	 * @param page the frames in order
	 * @param complete whether no other page follows
	 */
	public synchronized void onPage(List<SseFrame> page, boolean complete) {
		if (this.closed) {
			return;
		}
		page.forEach(this.history::add);
		this.awaitingPage = false;
		this.late = false;
		if (complete) {
			this.source = null;
		}
		flush();
	}

	/**
	 * Takes the first frames, which leave with the response's head in one write.
	 * @return their bytes, at least the greeting's
	 */
	public synchronized byte[] takeFirst() {
		ByteArrayOutputStream first = new ByteArrayOutputStream();
		for (ByteBuffer frame : this.history.take(this.delivered, true)) {
			first.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
		}
		return first.toByteArray();
	}

	/** Queues a live frame for the next {@link #flush()}. */
	synchronized void queue(SseFrame frame) {
		if (this.closed || this.live.offer(frame)) {
			return;
		}
		// Full, but perhaps only because the caller queues many before it flushes.
		flush();
		if (!this.closed && !this.live.offer(frame)) {
			close(CloseReason.QUEUE_FULL);
		}
	}

	/** The bytes that wait for the client. */
	synchronized long queuedBytes() {
		return this.history.bytes() + this.live.bytes();
	}

	/** Writes the queued frames, as far as the client takes them. */
	synchronized void flush() {
		if (this.flushing) {
			return;
		}
		this.flushing = true;
		try {
			while (!this.blocked && !this.closed && writeNext()) {
				this.deadlines.written(this.hub.now());
			}
		}
		finally {
			this.flushing = false;
		}
	}

	private boolean writeNext() {
		if (!this.history.isEmpty()) {
			write(this.history.take(this.delivered, !this.behind));
			return true;
		}
		if (this.source != null && !this.awaitingPage) {
			requestPage(this.source);
			return !this.awaitingPage;
		}
		if (this.live.isEmpty() || this.awaitingPage && !this.late) {
			return false;
		}
		ByteBuffer[] frames = this.live.take(this.delivered, !this.behind && !this.awaitingPage);
		this.hub.metrics().delivered(frames.length);
		write(frames);
		return true;
	}

	private void requestPage(History source) {
		this.awaitingPage = true;
		this.awaitedSince = this.hub.now();
		source.requestPage(this);
	}

	private void write(ByteBuffer... frames) {
		this.blocked = true;
		this.deadlines.writing(this.hub.now());
		if (frames.length == 0 || (this.transport != null && this.transport.write(frames))) {
			unblock();
		}
	}

	private void unblock() {
		this.history.release();
		this.live.release();
		this.blocked = false;
	}

	@Override
	public synchronized void opened(Transport transport) {
		if (this.closed) {
			transport.close();
			return;
		}
		this.transport = transport;
		unblock();
		flush();
	}

	@Override
	public synchronized void writable() {
		unblock();
		flush();
	}

	@Override
	public void closed() {
		close(CloseReason.CLIENT_GONE);
	}

	/**
	 * Takes note that the client missed something that this instance cannot send. The
	 * cursor moves no further, so that the client gets it when it reconnects.
	 */
	synchronized void missed() {
		this.behind = true;
	}

	/** Ends the connection before its lifetime is over, at a time of the hub's clock. */
	synchronized void endBy(long time, CloseReason reason) {
		this.deadlines.endBy(time, reason);
	}

	/** Closes the connection if that is due, or sends a heartbeat if that is due. */
	synchronized void tick(long now) {
		CloseReason due = this.deadlines.due(now, this.blocked);
		if (due != null) {
			close(due);
			return;
		}
		if (this.awaitingPage && !this.late && now - this.awaitedSince >= this.hub.patience()) {
			onDelay();
		}
		if (!this.blocked && !this.closed && this.deadlines.heartbeatDue(now)) {
			write(this.heartbeat.buffer());
			this.deadlines.written(now);
		}
	}

	/**
	 * Closes the connection; the first reason counts.
	 * @param reason the reason
	 */
	public synchronized void close(CloseReason reason) {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.history.clear();
		this.live.clear();
		this.hub.unsubscribe(this, reason);
		if (this.transport != null) {
			this.transport.close();
		}
	}

	/** Closes the connection after a failure, whatever else fails. */
	void closeQuietly() {
		try {
			close(CloseReason.FAILED);
		}
		catch (RuntimeException ex) {
			// Unsubscribed it is: that comes first.
		}
	}

}
