package dev.fundbell.batch.publish;

import java.util.List;

import dev.fundbell.batch.report.PreviewableWriter;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Writer that publishes chunks which a run has left. A chunk of which nothing is sent,
 * because a run that is alive works on it or because it is stale, counts as filtered. One
 * per partition.
 */
final class UnpublishedChunkWriter implements PreviewableWriter<Long> {

	private final NotificationPublisher publisher;

	private final StepExecution stepExecution;

	UnpublishedChunkWriter(NotificationPublisher publisher, StepExecution stepExecution) {
		this.publisher = publisher;
		this.stepExecution = stepExecution;
	}

	@Override
	public void write(Chunk<? extends Long> firstIds) {
		for (long firstId : firstIds) {
			if (this.publisher.publishAbandoned(firstId) == 0) {
				this.stepExecution.setFilterCount(this.stepExecution.getFilterCount() + 1);
				this.stepExecution.setWriteCount(this.stepExecution.getWriteCount() - 1);
			}
		}
	}

	@Override
	public List<String> preview(Chunk<? extends Long> firstIds) {
		return firstIds.getItems().stream().map((firstId) -> "chunk " + firstId).toList();
	}

}
