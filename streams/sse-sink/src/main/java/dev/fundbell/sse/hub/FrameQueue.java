package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Frames that wait for a client, bounded in number and bytes. What has been taken counts
 * until it is {@linkplain #release() released}, that is out: else a client that reads
 * nothing could hold the bound twice. Not thread-safe.
 */
final class FrameQueue {

	/** One write takes about this much, so that a big queue goes out in steps. */
	private static final int BYTES_AT_ONCE = 16 * 1024;

	private final int maxEvents;

	private final long maxBytes;

	private final Queue<SseFrame> waiting = new ArrayDeque<>(4);

	private long bytes;

	private int takenEvents;

	private long takenBytes;

	FrameQueue(int maxEvents, long maxBytes) {
		this.maxEvents = maxEvents;
		this.maxBytes = maxBytes;
	}

	/** Adds a frame unless that would exceed a bound. */
	boolean offer(SseFrame frame) {
		if (this.waiting.size() + this.takenEvents >= this.maxEvents || this.bytes + frame.size() > this.maxBytes) {
			return false;
		}
		add(frame);
		return true;
	}

	/** Adds a frame whatever the bounds: for what its source bounds itself. */
	void add(SseFrame frame) {
		this.waiting.add(frame);
		this.bytes += frame.size();
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/**
	 * Takes the next frames, without those that the client has had.
	 * @param had what the client has had; what is taken is added to it
	 * @return the buffers to write
	 */
	ByteBuffer[] take(RecentIds had) {
		List<ByteBuffer> buffers = new ArrayList<>(Math.min(this.waiting.size(), 16));
		while (!this.waiting.isEmpty() && this.takenBytes < BYTES_AT_ONCE) {
			SseFrame frame = this.waiting.remove();
			this.takenEvents++;
			this.takenBytes += frame.size();
			if (had.add(frame.notificationId())) {
				buffers.add(frame.buffer());
			}
		}
		return buffers.toArray(ByteBuffer[]::new);
	}

	/** What was taken is out, and counts no longer. */
	void release() {
		this.bytes -= this.takenBytes;
		this.takenBytes = 0;
		this.takenEvents = 0;
	}

	void clear() {
		this.waiting.clear();
		this.bytes = this.takenBytes;
	}

}
