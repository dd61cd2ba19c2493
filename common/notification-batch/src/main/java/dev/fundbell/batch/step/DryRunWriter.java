package dev.fundbell.batch.step;

import java.util.Objects;

import dev.fundbell.batch.report.DryRun;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunReport;

import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Writer around another writer: in a dry run it reports what that one would change, in
 * any other run it calls it. Thread-safe as far as its writer is.
 *
 * @param <I> the item
 */
final class DryRunWriter<I> implements ItemWriter<I> {

	private final PreviewableWriter<I> writer;

	private final RunReport report;

	DryRunWriter(PreviewableWriter<I> writer, RunReport report) {
		this.writer = writer;
		this.report = report;
	}

	@Override
	public void write(Chunk<? extends I> chunk) throws Exception {
		StepContext context = Objects.requireNonNull(StepSynchronizationManager.getContext());
		StepExecution partition = context.getStepExecution();
		if (DryRun.is(partition.getJobParameters())) {
			this.report.add(partition, DryRun.TO_DO, this.writer.preview(chunk));
			// Batch counts the whole chunk as written.
			partition.setFilterCount(partition.getFilterCount() + chunk.size());
			partition.setWriteCount(partition.getWriteCount() - chunk.size());
		}
		else {
			this.writer.write(chunk);
		}
	}

}
