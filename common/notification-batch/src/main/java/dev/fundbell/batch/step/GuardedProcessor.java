package dev.fundbell.batch.step;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Processor that marks a failure as one of its row alone, which the step may skip. A
 * failure of a writer is never marked: it fails its chunk.
 *
 * @param <I> the row
 * @param <O> what is made of it
 */
final class GuardedProcessor<I, O> implements ItemProcessor<I, O> {

	private final Function<I, @Nullable O> processor;

	private final Function<I, String> name;

	GuardedProcessor(Function<I, @Nullable O> processor, Function<I, String> name) {
		this.processor = processor;
		this.name = name;
	}

	@Override
	public @Nullable O process(I item) {
		try {
			return this.processor.apply(item);
		}
		catch (RuntimeException ex) {
			throw new UnprocessableItemException(this.name.apply(item), ex);
		}
	}

}
