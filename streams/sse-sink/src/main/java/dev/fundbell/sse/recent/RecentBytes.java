package dev.fundbell.sse.recent;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Ring buffer of the bytes of recent notifications, one behind the other in chunks. The
 * garbage collector copies a chunk once, while it is young, where it would copy each
 * notification by itself. Positions count from the very first byte. Not thread-safe.
 */
final class RecentBytes {

	private static final int CHUNK = 64 * 1024;

	/** From the one with the oldest byte on; a handful per megabyte. */
	private final List<byte[]> chunks = new ArrayList<>();

	/** The number of the first of them. */
	private long firstChunk;

	/** One that was released last, for the next bytes. */
	private byte @Nullable [] spare;

	private long end;

	/** The position of the next byte. */
	long end() {
		return this.end;
	}

	/** Appends bytes, which may lie across chunks. */
	void append(byte[] bytes) {
		int written = 0;
		while (written < bytes.length) {
			if (this.end % CHUNK == 0) {
				addChunk();
			}
			int at = (int) (this.end % CHUNK);
			int length = Math.min(bytes.length - written, CHUNK - at);
			System.arraycopy(bytes, written, chunkAt(this.end), at, length);
			written += length;
			this.end += length;
		}
	}

	private void addChunk() {
		this.chunks.add((this.spare != null) ? this.spare : new byte[CHUNK]);
		this.spare = null;
	}

	/**
	 * Copies bytes that are not released.
	 * @param position the position of the first
	 * @param length how many
	 * @return the copy
	 */
	byte[] copy(long position, int length) {
		byte[] copy = new byte[length];
		int read = 0;
		while (read < length) {
			int at = (int) ((position + read) % CHUNK);
			int part = Math.min(length - read, CHUNK - at);
			System.arraycopy(chunkAt(position + read), at, copy, read, part);
			read += part;
		}
		return copy;
	}

	private byte[] chunkAt(long position) {
		return this.chunks.get((int) (position / CHUNK - this.firstChunk));
	}

	/** Releases the chunks before a position, which is at most the end. */
	void releaseBefore(long position) {
		while (this.firstChunk < position / CHUNK) {
			this.spare = this.chunks.remove(0);
			this.firstChunk++;
		}
	}

}
