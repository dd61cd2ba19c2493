package dev.fundbell.local;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.fundbell.servers.LocalServerException;

/**
 * Does steps at the same time and shows them one after the other.
 */
final class Steps {

	private final Progress progress;

	private final ExecutorService executor = Executors.newCachedThreadPool((work) -> {
		Thread thread = new Thread(work, "step");
		thread.setDaemon(true);
		return thread;
	});

	Steps(Progress progress) {
		this.progress = progress;
	}

	/**
	 * Begins a step in the background.
	 * @param work returns what to show when it is done
	 */
	Step begin(String name, Callable<String> work) {
		return new Step(name, this.executor.submit(() -> {
			long started = System.nanoTime();
			String result = work.call();
			return new Result(result, Duration.ofNanos(System.nanoTime() - started));
		}));
	}

	/**
	 * Shows a step and waits until it is done.
	 * @throws LocalServerException if it failed
	 */
	void show(Step step) {
		this.progress.begin(step.name());
		Result result = result(step.future());
		this.progress.done(result.text(), result.took());
	}

	void run(String name, Callable<String> work) {
		show(begin(name, work));
	}

	/**
	 * Interrupts what still goes on, and waits until it has cleaned up.
	 */
	void cancel() {
		this.executor.shutdownNow();
		try {
			this.executor.awaitTermination(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Result result(Future<Result> future) {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof LocalServerException known) {
				throw known;
			}
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalServerException("Interrupted", ex);
		}
	}

	record Step(String name, Future<Result> future) {

	}

	record Result(String text, Duration took) {

	}

}
