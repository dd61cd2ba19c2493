package dev.fundbell.batch.publish;

import java.util.List;

import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.publish.NotificationPublisher;
import dev.fundbell.publish.WrittenNotifications;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Writer of a chunk of notifications: inserts them in a transaction of its own and, once
 * that is committed, sends those that it created, from memory. A later step would have to
 * read them all again. One per partition; not thread-safe.
 * <p>
 * It may be called again with the same chunk after a transaction was rolled back. If the
 * chunk is created by then, only the sending is repeated.
 */
final class NotificationItemWriter implements PreviewableWriter<NewNotification> {

	private final NotificationPublisher publisher;

	private final RunIds runs;

	private final StepExecution stepExecution;

	private @Nullable WrittenNotifications unsent;

	NotificationItemWriter(NotificationPublisher publisher, RunIds runs, StepExecution stepExecution) {
		this.publisher = publisher;
		this.runs = runs;
		this.stepExecution = stepExecution;
	}

	@Override
	public void write(Chunk<? extends NewNotification> chunk) {
		WrittenNotifications written = this.unsent;
		if (written == null) {
			written = this.publisher.create(List.copyOf(chunk.getItems()), this.runs.of(this.stepExecution));
			this.unsent = written;
		}
		this.publisher.publish(written);
		this.unsent = null;
		countExisting(written.existing());
	}

	@Override
	public List<String> preview(Chunk<? extends NewNotification> chunk) {
		return this.publisher.absentOf(List.copyOf(chunk.getItems()))
			.stream()
			.map((absent) -> "%s of %d for user %d".formatted(absent.type(), absent.subjectId(), absent.userId()))
			.toList();
	}

	/**
	 * Corrects the count of the chunk, which Batch counts as written whole: notifications
	 * that existed count as filtered.
	 */
	private void countExisting(int existing) {
		this.stepExecution.setFilterCount(this.stepExecution.getFilterCount() + existing);
		this.stepExecution.setWriteCount(this.stepExecution.getWriteCount() - existing);
	}

}
