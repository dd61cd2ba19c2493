package dev.fundbell.dataflow.server.schedule;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounded pool of threads for launches (bulkhead). One launch follows the other, in their
 * order, as long as each is quick. One that hangs, for example on the download of its
 * app, keeps its thread, and the others go on. Thread-safe.
 */
class LaunchPool {

	/** How many launches may hang before no other takes place. */
	static final int THREADS = 8;

	private static final Logger log = LoggerFactory.getLogger(LaunchPool.class);

	private final AtomicInteger number = new AtomicInteger();

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, THREADS, 1, TimeUnit.MINUTES,
			new SynchronousQueue<>(), this::thread);

	private final AtomicInteger free = new AtomicInteger(THREADS);

	private final Duration patience;

	/**
	 * @param patience the time after which a launch is left to itself
	 */
	LaunchPool(Duration patience) {
		this.patience = patience;
	}

	/** Tells whether a thread is free. */
	boolean hasThread() {
		return this.free.get() > 0;
	}

	/**
	 * Launches something, and waits for a while for the end of the launch.
	 * @return false if it goes on after that
	 * @throws RuntimeException of the launch, if it has failed by then
	 */
	boolean launch(String what, Runnable launch) {
		this.free.decrementAndGet();
		Future<?> future = this.threads.submit(() -> run(what, launch));
		try {
			future.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			log.warn("The launch of {} takes long: others go on meanwhile", what);
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex.getCause());
		}
	}

	private void run(String what, Runnable launch) {
		try {
			launch.run();
		}
		catch (RuntimeException ex) {
			log.debug("The launch of {} failed", what, ex);
			throw ex;
		}
		finally {
			this.free.incrementAndGet();
		}
	}

	private static RuntimeException unwrapped(@Nullable Throwable cause) {
		if (cause instanceof Error) {
			throw (Error) cause;
		}
		return (cause instanceof RuntimeException) ? (RuntimeException) cause : new IllegalStateException(cause);
	}

	private Thread thread(Runnable work) {
		Thread thread = new Thread(work, "launch-" + this.number.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

}
