package dev.fundbell.batch;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Runs chunked work: each call waits for one chunk and reports its counts while the
 * workers go on with the next ones, so that the dashboard follows the step and its
 * metadata costs the workers no time. Thread-safe: step executions share nothing.
 *
 * @param <C> names the rows of a chunk
 */
final class ChunkedTasklet<C> implements Tasklet, StepExecutionListener {

	private final String step;

	private final ChunkedWork<C> work;

	private final int workers;

	private final Map<Long, Run<C>> runs = new ConcurrentHashMap<>();

	ChunkedTasklet(String step, ChunkedWork<C> work, int workers) {
		this.step = step;
		this.work = work;
		this.workers = workers;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
		Run<C> current = this.runs.computeIfAbsent(contribution.getStepExecution().getId(),
				(id) -> begin(contribution.getStepExecution()));
		ChunkCount count = guarded(() -> nextResult(current));
		if (count == null) {
			current.progress().end(this.work.summary());
			return RepeatStatus.FINISHED;
		}
		count.addTo(contribution);
		current.progress().add(count);
		return RepeatStatus.CONTINUABLE;
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		Run<C> ended = this.runs.remove(stepExecution.getId());
		if (ended != null) {
			ended.workers().close();
		}
		return null;
	}

	private Run<C> begin(StepExecution stepExecution) {
		ChunkSource<C> source = guarded(() -> this.work.chunks(stepExecution.getJobParameters()));
		Progress progress = new Progress(this.step, guarded(source::total));
		return new Run<>(source, new Workers<>(this.workers, this.work), progress);
	}

	private static <C> @Nullable ChunkCount nextResult(Run<C> run) throws Exception {
		while (run.workers().hasRoom()) {
			C chunk = run.source().next();
			if (chunk == null) {
				break;
			}
			run.workers().submit(chunk);
		}
		return run.workers().isIdle() ? null : run.workers().take();
	}

	private <T extends @Nullable Object> T guarded(Callable<T> call) {
		try {
			return call.call();
		}
		catch (ExecutionException ex) {
			throw new ChunkFailedException(this.step, Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ChunkFailedException(this.step, ex);
		}
		catch (Exception ex) {
			throw new ChunkFailedException(this.step, ex);
		}
	}

	private record Run<C>(ChunkSource<C> source, Workers<C> workers, Progress progress) {

	}

}
