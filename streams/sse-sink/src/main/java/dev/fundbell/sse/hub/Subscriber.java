package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Subscriber: the events of one connection on their way to its client. Frames wait in a
 * bounded queue and are written as fast as the client reads. A client that is too slow
 * for its queue is disconnected, and replays when it reconnects. During a replay, history
 * is written first and live frames wait. Thread-safe; the lock is only held for work that
 * does not block.
 */
public final class Subscriber implements Transport.Listener {

	private final long userId;

	private final SseHub hub;

	private final Deadlines deadlines;

	private final FrameQueue history = new FrameQueue(0, 0);

	private final FrameQueue live;

	private final RecentIds delivered = new RecentIds();

	private @Nullable History source;

	private boolean awaitingPage;

	private @Nullable Transport transport;

	/** Nothing can be written: not open yet, or the last write is not complete. */
	private boolean blocked = true;

	private boolean flushing;

	private boolean closed;

	Subscriber(long userId, SseHub hub, FrameQueue live, SseFrame first, Deadlines deadlines) {
		this.userId = userId;
		this.hub = hub;
		this.live = live;
		this.deadlines = deadlines;
		this.history.add(first);
	}

	/**
	 * The user who gets the events.
	 * @return the user's id
	 */
	public long userId() {
		return this.userId;
	}

	/**
	 * Sends a cursor before any event.
	 * @param cursor a frame that sets the client's last event id
	 */
	public synchronized void startAt(SseFrame cursor) {
		this.history.add(cursor);
		flush();
	}

	/**
	 * Replays missed frames; live frames wait until they are complete.
	 * @param source where the missed frames come from; asked for the first page at once
	 */
	public synchronized void replayFrom(History source) {
		this.source = source;
		this.awaitingPage = true;
		source.requestPage(this);
	}

	/**
	 * Takes a page of missed frames.
	 * @param page the frames in order
	 * @param complete whether no other page follows
	 */
	public synchronized void onPage(List<SseFrame> page, boolean complete) {
		page.forEach(this.history::add);
		this.awaitingPage = false;
		if (complete) {
			this.source = null;
		}
		flush();
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

	/** Writes the queued frames, as far as the client takes them. */
	synchronized void flush() {
		if (this.flushing) {
			return;
		}
		this.flushing = true;
		while (!this.blocked && !this.closed && writeNext()) {
			this.deadlines.written(this.hub.now());
		}
		this.flushing = false;
	}

	private boolean writeNext() {
		if (!this.history.isEmpty()) {
			write(this.history.take(this.delivered));
			return true;
		}
		if (this.source != null) {
			requestPage(this.source);
			return false;
		}
		if (this.live.isEmpty()) {
			return false;
		}
		ByteBuffer[] frames = this.live.take(this.delivered);
		this.hub.metrics().delivered(frames.length);
		write(frames);
		return true;
	}

	private void requestPage(History source) {
		if (!this.awaitingPage) {
			this.awaitingPage = true;
			source.requestPage(this);
		}
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

	/** Closes the connection if that is due, or sends a heartbeat if that is due. */
	synchronized void tick(long now) {
		CloseReason due = this.deadlines.due(now, this.blocked);
		if (due != null) {
			close(due);
		}
		else if (!this.blocked && !this.closed && this.deadlines.heartbeatDue(now)) {
			write(SseFrame.HEARTBEAT.buffer());
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

}
