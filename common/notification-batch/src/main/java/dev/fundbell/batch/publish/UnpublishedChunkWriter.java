package dev.fundbell.batch.publish;

import java.util.List;

import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.publish.NotificationPublisher;
import dev.fundbell.publish.PublishedChunk;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Writer that publishes chunks which an earlier run has left. A chunk counts as filtered
 * if nothing of it is sent, because another run works on it or all of it is stale. The
 * run reports the chunks that another run works on, and the notifications that were
 * withdrawn. One per partition.
 */
final class UnpublishedChunkWriter implements PreviewableWriter<Long> {

	private static final String HELD = "left to another run that holds their locks, for a minute more if it stands still";

	private final NotificationPublisher publisher;

	private final RunReport report;

	private final StepExecution stepExecution;

	UnpublishedChunkWriter(NotificationPublisher publisher, RunReport report, StepExecution stepExecution) {
		this.publisher = publisher;
		this.report = report;
		this.stepExecution = stepExecution;
	}

	@Override
	public void write(Chunk<? extends Long> firstIds) {
		for (long firstId : firstIds) {
			PublishedChunk published = this.publisher.publishAbandoned(firstId);
			reportWithdrawn(published.withdrawn());
			if (published.sent() == 0) {
				reportIfHeld(firstId);
				this.stepExecution.setFilterCount(this.stepExecution.getFilterCount() + 1);
				this.stepExecution.setWriteCount(this.stepExecution.getWriteCount() - 1);
			}
		}
	}

	private void reportWithdrawn(List<Long> notificationIds) {
		if (!notificationIds.isEmpty()) {
			this.report.add(this.stepExecution, "withdrawn because they are stale",
					notificationIds.stream().map((id) -> "notification " + id).toList());
		}
	}

	private void reportIfHeld(long firstId) {
		if (this.publisher.isUnpublished(firstId)) {
			this.report.add(this.stepExecution, HELD, List.of("chunk " + firstId));
		}
	}

	@Override
	public List<String> preview(Chunk<? extends Long> firstIds) {
		return firstIds.getItems().stream().map((firstId) -> "chunk " + firstId).toList();
	}

}
