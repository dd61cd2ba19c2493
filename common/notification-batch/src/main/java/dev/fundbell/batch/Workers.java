package dev.fundbell.batch;

import java.time.Duration;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A bounded pool that works on chunks. All calls come from one thread.
 *
 * @param <C> names the rows of a chunk
 */
final class Workers<C> {

	/** Each chunk's waits are bounded, so that what is under way ends within this. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(2);

	private final ChunkedWork<C> work;

	private final int limit;

	private final ExecutorService executor;

	private final CompletionService<ChunkCount> completion;

	private final AtomicBoolean closed = new AtomicBoolean();

	private int submitted;

	Workers(int count, ChunkedWork<C> work) {
		this.work = work;
		// One more than there are workers, so that none waits for the step's own thread.
		this.limit = count + 1;
		this.executor = Executors.newFixedThreadPool(count, new CustomizableThreadFactory("chunk-worker-"));
		this.completion = new ExecutorCompletionService<>(this.executor);
	}

	boolean hasRoom() {
		return this.submitted < this.limit;
	}

	boolean isIdle() {
		return this.submitted == 0;
	}

	void submit(C chunk) {
		this.completion.submit(() -> process(chunk));
		this.submitted++;
	}

	/** Waits for a chunk to be done. */
	ChunkCount take() throws InterruptedException, ExecutionException {
		ChunkCount count = this.completion.take().get();
		this.submitted--;
		return count;
	}

	/** Lets the workers finish what they have begun, and begin nothing more. */
	void close() {
		this.closed.set(true);
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
				this.executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	private ChunkCount process(C chunk) {
		if (this.closed.get()) {
			return ChunkCount.NONE;
		}
		try {
			return this.work.process(chunk);
		}
		catch (RuntimeException | Error ex) {
			// At once: what is wrong with the broker takes the next chunk's half a
			// minute, too.
			this.closed.set(true);
			throw ex;
		}
	}

}
