package dev.fundbell.task.fundingclose;

import java.util.List;
import java.util.function.Function;

import dev.fundbell.batch.range.RangeItemReader;
import dev.fundbell.batch.range.UserPartition;
import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.range.UserRanges;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reader of a partition's participants. At the partition's end it settles the fundings
 * that it has read whole. One per partition; not thread-safe.
 *
 * @param <T> the participant
 */
class ParticipantReader<T> implements ItemReader<T>, StepExecutionListener {

	private final UserRanges ranges;

	private final RangeItemReader<UserRange, T> reader;

	private final Outcome outcome;

	private final SettledFundings settled;

	ParticipantReader(UserRanges ranges, Function<UserRange, List<T>> participants, Outcome outcome,
			SettledFundings settled) {
		this.ranges = ranges;
		this.reader = new RangeItemReader<>(ranges, participants);
		this.outcome = outcome;
		this.settled = settled;
	}

	@Override
	public @Nullable T read() {
		return this.reader.read();
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		boolean complete = stepExecution.getStatus() == BatchStatus.COMPLETED && stepExecution.getSkipCount() == 0;
		if (complete && UserPartition.of(stepExecution.getExecutionContext()).isWhole()) {
			this.settled.settle(this.ranges.fundingIds(), this.outcome, stepExecution);
		}
		return null;
	}

}
