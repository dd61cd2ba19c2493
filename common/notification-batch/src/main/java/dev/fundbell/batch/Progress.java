package dev.fundbell.batch;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells the log how far a step is: at most one line in five seconds, and one at its end.
 */
final class Progress {

	private static final Log logger = LogFactory.getLog(ChunkedWork.class);

	private static final Duration PAUSE = Duration.ofSeconds(5);

	private final String step;

	private final long total;

	private final long startNanos = System.nanoTime();

	private long lastLineNanos = this.startNanos;

	private ChunkCount count = ChunkCount.NONE;

	Progress(String step, long total) {
		this.step = step;
		this.total = total;
	}

	void add(ChunkCount chunk) {
		this.count = this.count.plus(chunk);
		long now = System.nanoTime();
		if (now - this.lastLineNanos >= PAUSE.toNanos()) {
			this.lastLineNanos = now;
			logger.info("%s: %d of %d read, %d written, %d already done, %d a second, %d remaining".formatted(this.step,
					this.count.read(), this.total, this.count.written(), this.count.filtered(), rate(now),
					Math.max(0, this.total - this.count.read())));
		}
	}

	void end(String summary) {
		long now = System.nanoTime();
		logger.info("%s: finished: %d read, %d written, %d already done, %d a second%s".formatted(this.step,
				this.count.read(), this.count.written(), this.count.filtered(), rate(now),
				summary.isEmpty() ? "" : "; " + summary));
	}

	private long rate(long now) {
		return Math.round(this.count.read() * 1e9 / Math.max(1, now - this.startNanos));
	}

}
