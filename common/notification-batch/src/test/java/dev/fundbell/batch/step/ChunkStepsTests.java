package dev.fundbell.batch.step;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.fundbell.batch.report.DryRun;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Features of Spring Batch's chunk-oriented and partitioned steps that the tasks rely on.
 * Some of it was wrong in versions of Batch 6, so that a new version is tried here.
 */
class ChunkStepsTests {

	private static final int CHUNK_SIZE = 10;

	private static final int WORKERS = 3;

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	private final ThreadPoolTaskExecutor executor = executor();

	private final List<NewNotification> written = Collections.synchronizedList(new ArrayList<>());

	private final Map<Long, Iterator<Integer>> readers = new ConcurrentHashMap<>();

	private final RunReport report = new RunReport();

	private final SettableClock clock = new SettableClock("2026-11-23T00:00:00Z");

	private ItemWriter<NewNotification> writer = (chunk) -> this.written.addAll(chunk.getItems());

	private int skipLimit = 2;

	private long runs;

	@AfterEach
	void shutDown() {
		this.executor.shutdown();
	}

	@Test
	void addsUpTheCountsOfItsPartitions() {
		StepExecution step = run(partitions(25, 0, 7), (item) -> notification(item));
		assertThat(step.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(step.getReadCount()).isEqualTo(32);
		assertThat(step.getWriteCount()).isEqualTo(32);
		assertThat(this.written).hasSize(32);
	}

	@Test
	void completesWithoutPartitions() {
		StepExecution step = run(partitions(), (item) -> notification(item));
		assertThat(step.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(step.getReadCount()).isZero();
	}

	@Test
	void runsAsManyPartitionsAtOnceAsThereAreWorkers() {
		CountDownLatch three = new CountDownLatch(WORKERS);
		this.writer = (chunk) -> {
			three.countDown();
			assertThat(three.await(30, TimeUnit.SECONDS)).isTrue();
		};
		assertThat(run(partitions(1, 1, 1), (item) -> notification(item)).getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	/** The first partition that ended stopped the others in Batch 6.0.0. */
	@Test
	void readsEachPartitionToItsEnd() {
		assertThat(run(partitions(1, 500, 500, 1, 500), (item) -> notification(item)).getWriteCount()).isEqualTo(1502);
	}

	/** A second execution in one process read nothing in Batch 6.0.0. */
	@Test
	void runsAgainInTheSameProcess() throws Exception {
		Job job = job(partitions(25), (item) -> notification(item));
		assertThat(step(start(job)).getWriteCount()).isEqualTo(25);
		assertThat(step(start(job)).getWriteCount()).isEqualTo(25);
	}

	@Test
	void skipsARowThatCannotBeProcessedAndNoOther() {
		StepExecution step = run(partitions(25), (item) -> {
			if (item == 13) {
				throw new IllegalArgumentException("thirteen");
			}
			return notification(item);
		});
		assertThat(step.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(step.getProcessSkipCount()).isEqualTo(1);
		assertThat(step.getWriteCount()).isEqualTo(24);
		assertThat(this.written).extracting(NewNotification::subjectId).doesNotContain(13L).hasSize(24);
	}

	@Test
	void failsOnceMoreRowsAreSkippedThanItsLimit() {
		JobExecution execution = execute(partitions(25), (item) -> {
			throw new IllegalArgumentException("all are bad");
		});
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.written).isEmpty();
		assertThat(step(execution).getProcessSkipCount()).isEqualTo(this.skipLimit);
	}

	/** A failure that is not the row's own must not pass for a skipped row. */
	@Test
	void failsWithTheReasonOfAChunkThatCannotBeWritten() {
		this.writer = (chunk) -> {
			throw new IllegalStateException("chunk is bad");
		};
		JobExecution execution = execute(partitions(25), (item) -> notification(item));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(step(execution).getSkipCount()).isZero();
		assertThat(execution.getAllFailureExceptions())
			.anySatisfy((failure) -> assertThat(failure).rootCause().hasMessage("chunk is bad"));
	}

	/**
	 * Batch would otherwise write the chunk's items one by one, without a rollback
	 * before.
	 */
	@Test
	void neverWritesAFailedChunkItemByItem() {
		List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
		this.writer = (chunk) -> {
			sizes.add(chunk.size());
			throw new IllegalStateException("chunk is bad");
		};
		execute(partitions(25), (item) -> notification(item));
		assertThat(sizes).containsExactly(CHUNK_SIZE);
	}

	@Test
	void writesAChunkAgainWholeThatLostItsLocks() {
		AtomicInteger processed = new AtomicInteger();
		List<Chunk<?>> attempts = Collections.synchronizedList(new ArrayList<>());
		this.writer = (chunk) -> {
			attempts.add(chunk);
			if (attempts.size() == 1) {
				throw new CannotAcquireLockException("deadlock", null);
			}
			this.written.addAll(chunk.getItems());
		};
		StepExecution step = run(partitions(CHUNK_SIZE), (item) -> {
			processed.incrementAndGet();
			return notification(item);
		});
		assertThat(step.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(attempts).hasSize(2);
		assertThat(attempts.get(1)).isSameAs(attempts.get(0));
		assertThat(processed).hasValue(CHUNK_SIZE);
		assertThat(step.getWriteCount()).isEqualTo(CHUNK_SIZE);
		assertThat(this.written).hasSize(CHUNK_SIZE);
	}

	/** A broker that is away takes each chunk's half a minute. */
	@Test
	void startsNoPartitionOnceOneHasMetAnOutage() {
		AtomicInteger attempts = new AtomicInteger();
		this.writer = (chunk) -> {
			attempts.incrementAndGet();
			throw new DataAccessResourceFailureException("away", new SQLException("away", "08000"));
		};
		JobExecution execution = execute(partitions(IntStream.range(0, 50).map((each) -> 25).toArray()),
				(item) -> notification(item));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(attempts.get()).isLessThanOrEqualTo(WORKERS);
	}

	@Test
	void goesOnWithTheOtherPartitionsWhereAChunkIsBad() {
		this.writer = (chunk) -> {
			if (chunk.size() == 3) {
				throw new IllegalStateException("chunk is bad");
			}
			this.written.addAll(chunk.getItems());
		};
		JobExecution execution = execute(partitions(3, 25, 25, 25, 25), (item) -> notification(item));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.written).hasSize(100);
	}

	@Test
	void runsTheStepsAfterOneThatHasFailedAndFailsAtTheEnd() {
		JobExecution execution = startTwoSteps(new IllegalStateException("chunk is bad"));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getExitStatus().getExitCode()).isEqualTo("FAILED");
		assertThat(execution.getStepExecutions()).extracting(StepExecution::getStepName).contains("first", "notify");
		assertThat(step(execution).getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	@Test
	void runsNoStepAfterOneThatHasMetAnOutage() {
		JobExecution execution = startTwoSteps(
				new DataAccessResourceFailureException("away", new SQLException("away", "08000")));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getStepExecutions()).extracting(StepExecution::getStepName).doesNotContain("notify");
	}

	/** Of which the first fails. */
	private JobExecution startTwoSteps(RuntimeException failure) {
		ChunkSteps steps = steps(new StepExecutionListener() {
		});
		Step first = steps.notificationStep("first", (gridSize) -> {
			throw failure;
		}, this::read, (item) -> notification(item), Object::toString);
		Step second = steps.notificationStep("notify", partitions(1), this::read, (item) -> notification(item),
				Object::toString);
		return start(steps.job("test", first, second));
	}

	@Test
	void asksTheBrokerBeforeAnythingIsRead() {
		StepExecutionListener broker = new StepExecutionListener() {

			@Override
			public void beforeStep(StepExecution stepExecution) {
				throw new IllegalStateException("broker is away");
			}

		};
		Step step = steps(broker).notificationStep("notify", partitions(25), this::read, (item) -> notification(item),
				Object::toString);
		JobExecution execution = start(new JobBuilder("test", this.jobRepository).start(step).build());
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.readers).isEmpty();
	}

	@Test
	void makesNothingThatIsNotWorthSendingAnyLonger() {
		StepExecution step = run(partitions(3), (item) -> new NewNotification("T", 1, item, LocalDate.EPOCH, null, null,
				"text", this.clock.instant().plusNanos(item - 2)));
		assertThat(this.written).extracting(NewNotification::subjectId).containsExactly(3L);
		assertThat(step.getFilterCount()).isEqualTo(2);
	}

	@Test
	void writesNothingInADryRunAndReportsWhatItWouldWrite() throws Exception {
		JobExecution execution = start(job(partitions(25, 3), (item) -> notification(item)),
				new JobParametersBuilder().addString(DryRun.PARAMETER, "true"));
		assertThat(this.written).isEmpty();
		assertThat(step(execution).getReadCount()).isEqualTo(28);
		assertThat(step(execution).getWriteCount()).isZero();
		assertThat(this.report.take(execution)).startsWith("notify: 28 to do (subject ").endsWith(", …)");
	}

	@Test
	void reportsThatADryRunHasNothingToDo() {
		JobExecution execution = start(job(partitions(), (item) -> notification(item)),
				new JobParametersBuilder().addString(DryRun.PARAMETER, "true"));
		assertThat(this.report.take(execution)).isEqualTo("notify: 0 to do");
	}

	private StepExecution run(Partitioner partitioner, Function<Integer, NewNotification> processor) {
		return step(execute(partitioner, processor));
	}

	private JobExecution execute(Partitioner partitioner, Function<Integer, NewNotification> processor) {
		return start(job(partitioner, processor));
	}

	private Job job(Partitioner partitioner, Function<Integer, NewNotification> processor) {
		Step step = steps(new StepExecutionListener() {
		}).notificationStep("notify", partitioner, this::read, processor, (item) -> "Row " + item);
		return new JobBuilder("test", this.jobRepository).start(step).build();
	}

	private ChunkSteps steps(StepExecutionListener publishing) {
		return new ChunkSteps(this.jobRepository, this.executor, new Writer(), publishing, new JobExecutionListener() {
		}, this.report, this.clock, new BatchProperties(CHUNK_SIZE, WORKERS, this.skipLimit, Duration.ZERO));
	}

	/** A reader for each partition, as the step scope has it. */
	private Integer read() {
		StepExecution partition = StepSynchronizationManager.getContext().getStepExecution();
		Iterator<Integer> rows = this.readers.computeIfAbsent(partition.getId(),
				(id) -> IntStream.rangeClosed(1, (int) partition.getExecutionContext().getLong("rows")).iterator());
		return rows.hasNext() ? rows.next() : null;
	}

	private JobExecution start(Job job) {
		return start(job, new JobParametersBuilder());
	}

	private JobExecution start(Job job, JobParametersBuilder parameters) {
		try {
			TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
			operator.setJobRepository(this.jobRepository);
			operator.setJobRegistry(new MapJobRegistry());
			operator.afterPropertiesSet();
			this.readers.clear();
			return operator.start(job, parameters.addLong("run", ++this.runs).toJobParameters());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static StepExecution step(JobExecution execution) {
		return execution.getStepExecutions()
			.stream()
			.filter((step) -> step.getStepName().equals("notify"))
			.findFirst()
			.orElseThrow();
	}

	private static Partitioner partitions(int... rows) {
		return (gridSize) -> {
			Map<String, ExecutionContext> partitions = new HashMap<>();
			for (int number = 0; number < rows.length; number++) {
				ExecutionContext partition = new ExecutionContext();
				partition.putLong("rows", rows[number]);
				partitions.put("partition" + number, partition);
			}
			return partitions;
		};
	}

	private static NewNotification notification(int subject) {
		return new NewNotification("T", 1, subject, LocalDate.EPOCH, null, null, "text", null);
	}

	private static ThreadPoolTaskExecutor executor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(WORKERS);
		executor.initialize();
		return executor;
	}

	private final class Writer implements PreviewableWriter<NewNotification> {

		@Override
		public void write(Chunk<? extends NewNotification> chunk) throws Exception {
			ChunkStepsTests.this.writer.write(chunk);
		}

		@Override
		public List<String> preview(Chunk<? extends NewNotification> chunk) {
			return chunk.getItems().stream().map((item) -> "subject " + item.subjectId()).toList();
		}

	}

}
