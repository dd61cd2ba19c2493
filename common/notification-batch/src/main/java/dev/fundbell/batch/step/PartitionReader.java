package dev.fundbell.batch.step;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedObject;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reader that asks the step scope for a partition's reader once, at its start. Through
 * the scope's proxy each row would cost a look-up in the bean factory, a twelfth of a
 * task's processor time. If the partition's reader is a step listener, it is told of the
 * partition's end.
 *
 * @param <T> the row
 */
final class PartitionReader<T> implements ItemReader<T>, StepExecutionListener {

	private final ItemReader<T> scoped;

	private final ThreadLocal<ItemReader<T>> reader = new ThreadLocal<>();

	PartitionReader(ItemReader<T> scoped) {
		this.scoped = scoped;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void beforeStep(StepExecution stepExecution) {
		this.reader
			.set((this.scoped instanceof ScopedObject proxy) ? (ItemReader<T>) proxy.getTargetObject() : this.scoped);
		if (this.reader.get() instanceof StepExecutionListener listener) {
			listener.beforeStep(stepExecution);
		}
	}

	@Override
	public @Nullable T read() throws Exception {
		return Objects.requireNonNull(this.reader.get()).read();
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		ItemReader<T> ended = this.reader.get();
		this.reader.remove();
		return (ended instanceof StepExecutionListener listener) ? listener.afterStep(stepExecution) : null;
	}

}
