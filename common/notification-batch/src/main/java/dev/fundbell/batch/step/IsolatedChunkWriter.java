package dev.fundbell.batch.step;

import java.util.List;
import java.util.Objects;

import dev.fundbell.batch.publish.FailedChunks;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.publish.Outage;

import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Writer of unpublished chunks, one at a time. A chunk that cannot be published is noted,
 * and the next one is written. Only an outage, which would stop the next chunk as well,
 * and a lost lock, which is retried, are thrown. Thread-safe as far as its writer is.
 */
final class IsolatedChunkWriter implements PreviewableWriter<Long> {

	private final PreviewableWriter<Long> writer;

	private final FailedChunks failed;

	IsolatedChunkWriter(PreviewableWriter<Long> writer, FailedChunks failed) {
		this.writer = writer;
		this.failed = failed;
	}

	@Override
	public void write(Chunk<? extends Long> firstIds) throws Exception {
		try {
			this.writer.write(firstIds);
		}
		catch (RuntimeException ex) {
			if (Outage.isOutage(ex) || LostLocks.RETRY.shouldRetry(ex)) {
				throw ex;
			}
			StepExecution partition = Objects.requireNonNull(StepSynchronizationManager.getContext())
				.getStepExecution();
			firstIds.forEach((firstId) -> this.failed.add(partition, firstId, ex));
			partition.setFilterCount(partition.getFilterCount() + firstIds.size());
			partition.setWriteCount(partition.getWriteCount() - firstIds.size());
		}
	}

	@Override
	public List<String> preview(Chunk<? extends Long> firstIds) {
		return this.writer.preview(firstIds);
	}

}
