package dev.fundbell.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.fundbell.publish.UnpublishedRanges;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Thread of the relay. It publishes at once when this instance has committed something,
 * and polls for chunks that other instances have left. While the broker or the database
 * is away it tries again with backoff and jitter. A graceful stop comes after the web
 * server's: it ends the chunk that is being sent, and publishes the notifications that
 * the last requests committed.
 */
final class OutboxRelay implements SmartLifecycle {

	/** Web servers stop in phases down to 2048 below the default one. */
	private static final int PHASE = DEFAULT_PHASE - 3072;

	private static final Log log = LogFactory.getLog(OutboxRelay.class);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

	private static final Duration STOP_GRACE = Duration.ofSeconds(10);

	private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

	private final ChunkRelay chunks;

	private final OutboxChunks rows;

	private final OutboxStatistics statistics;

	private final Duration pollInterval;

	private final Semaphore wakeUps = new Semaphore(0);

	private volatile boolean running;

	private volatile @Nullable Thread thread;

	/** Of the thread: passes in a row that ended in an outage. */
	private int outages;

	/** Of the thread: when it last looked at the figures. */
	private long lookedAt = System.nanoTime() - LOOK_NANOS;

	OutboxRelay(ChunkRelay chunks, OutboxChunks rows, OutboxStatistics statistics, Duration pollInterval) {
		this.chunks = chunks;
		this.rows = rows;
		this.statistics = statistics;
		this.pollInterval = pollInterval;
	}

	/** Says that there is something to publish. Returns at once. */
	void wake() {
		if (this.wakeUps.availablePermits() == 0) {
			this.wakeUps.release();
		}
	}

	@Override
	public synchronized void start() {
		if (!this.running) {
			this.running = true;
			Thread started = new Thread(this::run, "fundbell-outbox");
			started.setDaemon(true);
			started.start();
			this.thread = started;
		}
	}

	@Override
	public synchronized void stop() {
		Thread stopping = this.thread;
		this.running = false;
		this.wakeUps.release();
		if (stopping != null) {
			join(stopping);
			this.thread = null;
		}
	}

	/** Whether it is started, and its thread alive. */
	@Override
	public boolean isRunning() {
		Thread started = this.thread;
		return this.running && started != null && started.isAlive();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private void run() {
		while (this.running) {
			pass(() -> this.running);
			pause();
		}
		if (this.outages == 0) {
			long end = System.nanoTime() + STOP_GRACE.toNanos() / 2;
			pass(() -> System.nanoTime() < end);
		}
	}

	private void pass(BooleanSupplier goOn) {
		try {
			look();
			if (this.outages > 0) {
				this.chunks.connect();
			}
			this.chunks.relay(goOn);
			if (this.outages > 0) {
				log.info("The outbox publishes again");
				this.statistics.trouble("");
				this.outages = 0;
			}
		}
		catch (RuntimeException | Error ex) {
			// An error, such as a lack of memory, must not end the only thread that
			// publishes.
			failed(ex);
		}
	}

	private void failed(Throwable failure) {
		String reason = UnpublishedRanges.reason(failure);
		if (this.outages++ == 0 && this.running) {
			log.warn("The outbox cannot publish: %s. Notifications are created all the same; it tries again every %d s."
				.formatted(reason, LONGEST_PAUSE.toSeconds()));
		}
		this.statistics.trouble(reason);
	}

	private void look() {
		if (System.nanoTime() - this.lookedAt >= LOOK_NANOS) {
			this.statistics.seen(this.rows.oldest().orElse(null), this.rows.parked());
			this.lookedAt = System.nanoTime();
		}
	}

	private void pause() {
		try {
			if (this.outages == 0) {
				this.wakeUps.tryAcquire(this.pollInterval.toMillis(), TimeUnit.MILLISECONDS);
				this.wakeUps.drainPermits();
				return;
			}
			// Commits do not cut it short: each would send against a broker that is away.
			long end = System.nanoTime() + backoff().toNanos();
			while (this.running && System.nanoTime() < end) {
				this.wakeUps.tryAcquire(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
				this.wakeUps.drainPermits();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Duration backoff() {
		long longest = Math.min(LONGEST_PAUSE.toMillis(), 500L << Math.min(this.outages, 10));
		return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
	}

	private static void join(Thread stopping) {
		try {
			stopping.join(STOP_GRACE.toMillis());
			if (stopping.isAlive()) {
				log.warn("The outbox leaves the chunk that is being sent to another instance");
				stopping.interrupt();
				stopping.join(STOP_GRACE.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
