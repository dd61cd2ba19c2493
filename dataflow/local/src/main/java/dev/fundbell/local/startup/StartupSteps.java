package dev.fundbell.local.startup;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.fundbell.local.terminal.Progress;
import dev.fundbell.servers.LocalServerException;

/**
 * Runner of start-up steps: runs them at the same time and shows them one after the
 * other.
 */
final class StartupSteps {

	private final Progress progress;

	private final ExecutorService executor = Executors.newCachedThreadPool((work) -> {
		Thread thread = new Thread(work, "step");
		thread.setDaemon(true);
		return thread;
	});

	StartupSteps(Progress progress) {
		this.progress = progress;
	}

	/**
	 * Begins a step in the background.
	 * @param work does the step, and returns the text to show when it is done
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

	/**
	 * Runs a step to its end.
	 * @throws LocalServerException if it failed
	 */
	void run(String name, Callable<String> work) {
		show(begin(name, work));
	}

	/**
	 * Interrupts the running steps, and waits until they have cleaned up.
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

	/**
	 * Step that has begun.
	 *
	 * @param name the name to show
	 * @param future completes with the step's result
	 */
	record Step(String name, Future<Result> future) {

	}

	/**
	 * Result of a step.
	 *
	 * @param text the text to show
	 * @param took the step's duration
	 */
	record Result(String text, Duration took) {

	}

}
