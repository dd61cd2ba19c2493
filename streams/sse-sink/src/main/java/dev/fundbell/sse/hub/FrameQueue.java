package dev.fundbell.sse.hub;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Queue of the frames that wait for a client, bounded in number and bytes (backpressure).
 * Frames that have been taken count until they are {@linkplain #release() released},
 * which is once they are written; a client that reads nothing could otherwise hold twice
 * the bound. Not thread-safe.
 */
final class FrameQueue {

	/** One write takes about this much, so that a long queue is written in steps. */
	private static final int BYTES_AT_ONCE = 16 * 1024;

	private final int maxEvents;

	private final long maxBytes;

	private final QueueBudget budget;

	private final Queue<SseFrame> waiting = new ArrayDeque<>(4);

	private long bytes;

	private int takenEvents;

	private long takenBytes;

	FrameQueue(int maxEvents, long maxBytes, QueueBudget budget) {
		this.maxEvents = maxEvents;
		this.maxBytes = maxBytes;
		this.budget = budget;
	}

	/** Adds a frame unless that would exceed a bound. */
	boolean offer(SseFrame frame) {
		if (this.waiting.size() + this.takenEvents >= this.maxEvents || this.bytes + frame.size() > this.maxBytes) {
			return false;
		}
		add(frame);
		return true;
	}

	/** Adds a frame without checking the bounds; for history, which comes in pages. */
	void add(SseFrame frame) {
		this.waiting.add(frame);
		count(frame.size());
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/**
	 * Takes the next frames, without those that were delivered before (deduplication).
	 * @param delivered the ids of those; the ids of the frames taken are added
	 * @param withIds whether the client's cursor moves to them
	 * @return the buffers to write
	 */
	ByteBuffer[] take(RecentIds delivered, boolean withIds) {
		List<ByteBuffer> buffers = new ArrayList<>(Math.min(this.waiting.size(), 16));
		while (!this.waiting.isEmpty() && this.takenBytes < BYTES_AT_ONCE) {
			SseFrame frame = this.waiting.remove();
			this.takenEvents++;
			this.takenBytes += frame.size();
			if (delivered.add(frame.notificationId())) {
				buffers.add(withIds ? frame.buffer() : frame.bufferWithoutId());
			}
		}
		return buffers.toArray(ByteBuffer[]::new);
	}

	/** The frames taken are written and no longer count. */
	void release() {
		count(-this.takenBytes);
		this.takenBytes = 0;
		this.takenEvents = 0;
	}

	void clear() {
		this.waiting.clear();
		count(-this.bytes);
		this.takenBytes = 0;
	}

	/** The bytes of all frames that count. */
	long bytes() {
		return this.bytes;
	}

	private void count(long more) {
		this.bytes += more;
		this.budget.add(more);
	}

}
