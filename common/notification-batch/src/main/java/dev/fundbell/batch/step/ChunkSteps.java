package dev.fundbell.batch.step;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.fundbell.batch.publish.FailedChunks;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.notification.NewNotification;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.listener.StepListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.PartitionStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.skip.LimitCheckingExceptionHierarchySkipPolicy;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.core.task.TaskExecutor;

/**
 * Factory of the steps that tasks are made of: Spring Batch's chunk-oriented steps,
 * partitioned over one bounded pool.
 * <p>
 * A chunk's transaction is the writer's own, in the service's database. Batch 6 would
 * otherwise repeat a writer within the transaction that has failed, where the rows of the
 * first attempt still are. Written this way, Batch's retry repeats a chunk whole, and a
 * step's metadata stay in the platform's database.
 */
public final class ChunkSteps {

	private final JobRepository jobRepository;

	private final TaskExecutor executor;

	private final PreviewableWriter<NewNotification> notificationWriter;

	private final StepExecutionListener publishing;

	private final JobExecutionListener check;

	private final RunReport report;

	private final Clock clock;

	private final BatchProperties properties;

	ChunkSteps(JobRepository jobRepository, TaskExecutor executor,
			PreviewableWriter<NewNotification> notificationWriter, StepExecutionListener publishing,
			JobExecutionListener check, RunReport report, Clock clock, BatchProperties properties) {
		this.jobRepository = jobRepository;
		this.executor = executor;
		this.notificationWriter = notificationWriter;
		this.publishing = publishing;
		this.check = check;
		this.report = report;
		this.clock = clock;
		this.properties = properties;
	}

	/**
	 * A job of steps none of which needs that the one before has done all it could.
	 * @param name the job's name
	 * @param steps the steps in their order
	 */
	public Job job(String name, Step... steps) {
		IndependentSteps job = new IndependentSteps(name, this.jobRepository, List.of(steps));
		job.registerJobExecutionListener(this.check);
		return job;
	}

	/**
	 * A step that creates a notification for each row and sends those that it created.
	 * @param <I> the row
	 * @param name the step's name, as the dashboard and the log show it
	 * @param partitioner cuts the rows into key ranges
	 * @param reader a step-scoped reader of one partition
	 * @param processor makes the notification; a row that it fails on is skipped, and a
	 * notification that has expired is not created
	 * @param id names a row in the log, without personal data
	 * @param listeners listeners of the whole step
	 */
	public <I> Step notificationStep(String name, Partitioner partitioner, ItemReader<I> reader,
			Function<I, @Nullable NewNotification> processor, Function<I, String> id,
			StepExecutionListener... listeners) {
		StepProgress progress = new StepProgress(partitioner, this.report);
		Step worker = this.<I, NewNotification>chunks(name, this.properties.chunkSize(), progress)
			.reader(new PartitionReader<>(reader))
			.processor(new GuardedProcessor<>(processor, id, this.clock))
			.writer(new DryRunWriter<>(this.notificationWriter, this.report))
			.build();
		StepExecutionListener[] all = Arrays.copyOf(listeners, listeners.length + 1);
		all[listeners.length] = this.publishing;
		return partitioned(name, progress, worker, all);
	}

	/**
	 * A partitioned step without a processor: it writes the rows that it reads.
	 * @param <I> the row, or the range of rows
	 * @param name the step's name, as the dashboard and the log show it
	 * @param partitioner cuts the rows into key ranges
	 * @param reader a step-scoped reader of one partition
	 * @param chunkSize items that the writer is given at once
	 * @param writer writes a chunk in a transaction of its own; may be called again with
	 * a chunk whose transaction was rolled back
	 */
	public <I> Step partitionedStep(String name, Partitioner partitioner, ItemReader<I> reader, int chunkSize,
			PreviewableWriter<I> writer) {
		StepProgress progress = new StepProgress(partitioner, this.report);
		Step worker = this.<I, I>chunks(name, chunkSize, progress)
			.reader(new PartitionReader<>(reader))
			.writer(new DryRunWriter<>(writer, this.report))
			.build();
		return partitioned(name, progress, worker);
	}

	/**
	 * The step that publishes unpublished chunks: those that earlier runs left, of
	 * whatever task, and chunks that this run could not send. Chunks that a run which is
	 * alive works on are passed over, and one that cannot be published stops no other.
	 */
	Step publishStep(Partitioner partitioner, ItemReader<Long> unpublishedChunks, PreviewableWriter<Long> publisher,
			FailedChunks failed) {
		StepProgress progress = new StepProgress(partitioner, this.report);
		Step worker = this.<Long, Long>chunks("publish", 1, progress)
			.reader(new PartitionReader<>(unpublishedChunks))
			.writer(new DryRunWriter<>(new IsolatedChunkWriter(publisher, failed), this.report))
			.build();
		return partitioned("publish", progress, worker, this.publishing, failed);
	}

	private <I, O> ChunkOrientedStepBuilder<I, O> chunks(String name, int chunkSize, StepProgress progress) {
		return new StepBuilder(name, this.jobRepository).<I, O>chunk(chunkSize)
			.faultTolerant()
			.retryPolicy(LostLocks.RETRY)
			.skipPolicy(new LimitCheckingExceptionHierarchySkipPolicy(Set.of(UnprocessableItemException.class),
					this.properties.skipLimit()))
			.skipListener(new SkipLog())
			.listener(progress.writes())
			.listener((StepListener) new StopSiblings());
	}

	private Step partitioned(String name, StepProgress progress, Step worker, StepExecutionListener... listeners) {
		PartitionStepBuilder builder = new StepBuilder(name, this.jobRepository).partitioner(name, progress)
			.step(worker)
			.gridSize(this.properties.gridSize())
			.taskExecutor(this.executor)
			.listener(progress);
		for (StepExecutionListener listener : listeners) {
			builder.listener(listener);
		}
		return builder.build();
	}

}
