package dev.fundbell.batch.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import dev.fundbell.batch.range.Partitions;
import dev.fundbell.batch.report.DryRun;
import dev.fundbell.batch.report.RunReport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.DataAccessException;

/**
 * Listener that logs how far a partitioned step is: at most one line in five seconds, and
 * one at its end. Thread-safe; one per step.
 */
final class StepProgress implements StepExecutionListener, Partitioner {

	private static final Log log = LogFactory.getLog(StepProgress.class);

	private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

	private final Partitioner partitioner;

	private final RunReport report;

	private final AtomicLong done = new AtomicLong();

	private final AtomicLong lastLineNanos = new AtomicLong();

	private volatile String step = "";

	private volatile long total;

	private volatile long startNanos;

	StepProgress(Partitioner partitioner, RunReport report) {
		this.partitioner = partitioner;
		this.report = report;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.step = stepExecution.getStepName();
		this.done.set(0);
		this.startNanos = System.nanoTime();
		this.lastLineNanos.set(this.startNanos);
		if (DryRun.is(stepExecution.getJobParameters())) {
			this.report.add(stepExecution, DryRun.TO_DO, List.of());
		}
	}

	@Override
	public Map<String, ExecutionContext> partition(int gridSize) {
		try {
			Map<String, ExecutionContext> partitions = this.partitioner.partition(gridSize);
			this.total = Partitions.rows(partitions);
			return partitions;
		}
		catch (DataAccessException ex) {
			throw new RowsNotReadException("step " + this.step, ex);
		}
	}

	/** The listener of the partitions. */
	ItemWriteListener<Object> writes() {
		return new ItemWriteListener<>() {

			@Override
			public void afterWrite(Chunk<?> items) {
				add(items.size());
			}

		};
	}

	private void add(int rows) {
		long done = this.done.addAndGet(rows);
		long now = System.nanoTime();
		long last = this.lastLineNanos.get();
		if (now - last >= PAUSE_NANOS && this.lastLineNanos.compareAndSet(last, now)) {
			log.info("%s: %d of %d done, %d a second, %d remaining".formatted(this.step, done, this.total,
					rate(done, now), Math.max(0, this.total - done)));
		}
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		log.info("%s: %s: %d read, %d written, %d already done, %d skipped, %d a second".formatted(this.step,
				stepExecution.getStatus(), stepExecution.getReadCount(), stepExecution.getWriteCount(),
				stepExecution.getFilterCount(), stepExecution.getSkipCount(),
				rate(stepExecution.getReadCount(), System.nanoTime())));
		return null;
	}

	private long rate(long rows, long now) {
		return Math.round(rows * 1e9 / Math.max(1, now - this.startNanos));
	}

}
