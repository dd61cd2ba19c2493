package dev.fundbell.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChunkedTaskletTests {

	private final StepExecution execution = new StepExecution(1, "test",
			new JobExecution(1, new JobInstance(1, "test"), new JobParameters()));

	@Test
	void addsUpWhatTheChunksCount() {
		run(new TestWork(5, (chunk) -> new ChunkCount(10, chunk, 10 - chunk)), 2);
		assertThat(this.execution.getReadCount()).isEqualTo(50);
		assertThat(this.execution.getWriteCount()).isEqualTo(15);
		assertThat(this.execution.getFilterCount()).isEqualTo(35);
	}

	@Test
	void endsWhereThereIsNothingToDo() {
		assertThat(run(new TestWork(0, (chunk) -> ChunkCount.NONE), 2)).isEqualTo(1);
	}

	@Test
	void worksOnAsManyChunksAtOnceAsThereAreWorkers() {
		CountDownLatch three = new CountDownLatch(3);
		run(new TestWork(3, (chunk) -> {
			three.countDown();
			assertThat(await(three)).isTrue();
			return ChunkCount.NONE;
		}), 3);
	}

	@Test
	void looksForNoMoreChunksThanItsWorkersNeed() {
		TestWork work = new TestWork(100, (chunk) -> ChunkCount.NONE);
		ChunkedTasklet<Integer> tasklet = new ChunkedTasklet<>("test", work, 2);
		tasklet.execute(contribution(), context());
		assertThat(work.chunks).hasSize(97);
		tasklet.afterStep(this.execution);
	}

	@Test
	void failsWithTheReasonOfTheChunkAndBeginsNoOther() {
		AtomicInteger begun = new AtomicInteger();
		TestWork work = new TestWork(100, (chunk) -> {
			begun.incrementAndGet();
			throw new IllegalStateException("chunk is bad");
		});
		assertThatExceptionOfType(ChunkFailedException.class).isThrownBy(() -> run(work, 1))
			.withMessage("Step test failed: chunk is bad")
			.withCauseInstanceOf(IllegalStateException.class);
		assertThat(begun).hasValue(1);
	}

	@Test
	void letsChunksFinishThatWereBegunWhenAnotherFails() {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch failed = new CountDownLatch(1);
		AtomicInteger finished = new AtomicInteger();
		TestWork work = new TestWork(2, (chunk) -> {
			if (chunk == 1) {
				await(begun);
				failed.countDown();
				throw new IllegalStateException("chunk is bad");
			}
			begun.countDown();
			await(failed);
			finished.incrementAndGet();
			return ChunkCount.NONE;
		});
		assertThatExceptionOfType(ChunkFailedException.class).isThrownBy(() -> run(work, 2));
		assertThat(finished).hasValue(1);
	}

	@Test
	void runsAgainFromTheStart() {
		List<Integer> seen = new ArrayList<>();
		ChunkedTasklet<Integer> tasklet = new ChunkedTasklet<>("test", new ChunkedWork<>() {

			@Override
			public ChunkSource<Integer> chunks(JobParameters parameters) {
				return new TestWork(2, (chunk) -> ChunkCount.NONE).chunks(parameters);
			}

			@Override
			public ChunkCount process(Integer chunk) {
				seen.add(chunk);
				return ChunkCount.NONE;
			}

		}, 1);
		run(tasklet);
		run(tasklet);
		assertThat(seen).containsExactly(1, 2, 1, 2);
	}

	private int run(TestWork work, int workers) {
		return run(new ChunkedTasklet<>("test", work, workers));
	}

	private int run(ChunkedTasklet<Integer> tasklet) {
		try {
			int calls = 0;
			RepeatStatus status;
			do {
				StepContribution contribution = contribution();
				status = tasklet.execute(contribution, context());
				this.execution.apply(contribution);
				calls++;
			}
			while (status.isContinuable());
			return calls;
		}
		finally {
			tasklet.afterStep(this.execution);
		}
	}

	private StepContribution contribution() {
		return this.execution.createStepContribution();
	}

	private ChunkContext context() {
		return new ChunkContext(new StepContext(this.execution));
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class TestWork implements ChunkedWork<Integer> {

		private final Deque<Integer> chunks = new ArrayDeque<>();

		private final IntFunction<ChunkCount> process;

		TestWork(int chunks, IntFunction<ChunkCount> process) {
			this.process = process;
			for (int chunk = 1; chunk <= chunks; chunk++) {
				this.chunks.add(chunk);
			}
		}

		@Override
		public ChunkSource<Integer> chunks(JobParameters parameters) {
			return new ChunkSource<>() {

				@Override
				public long total() {
					return TestWork.this.chunks.size();
				}

				@Override
				public @Nullable Integer next() {
					return TestWork.this.chunks.poll();
				}

			};
		}

		@Override
		public ChunkCount process(Integer chunk) {
			return this.process.apply(chunk);
		}

	}

}
