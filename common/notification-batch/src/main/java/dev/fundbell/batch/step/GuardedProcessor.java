package dev.fundbell.batch.step;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

import dev.fundbell.notification.NewNotification;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Processor that makes a row's notification. It marks a failure as one of its row alone,
 * which the step may skip. A writer's failure is never marked, so it fails its chunk. A
 * notification that has expired since its row was looked for, because a day has ended, is
 * not made.
 *
 * @param <I> the row
 */
final class GuardedProcessor<I> implements ItemProcessor<I, NewNotification> {

	private final Function<I, @Nullable NewNotification> processor;

	private final Function<I, String> name;

	private final Clock clock;

	GuardedProcessor(Function<I, @Nullable NewNotification> processor, Function<I, String> name, Clock clock) {
		this.processor = processor;
		this.name = name;
		this.clock = clock;
	}

	@Override
	public @Nullable NewNotification process(I item) {
		try {
			NewNotification notification = this.processor.apply(item);
			return (notification != null && hasExpired(notification)) ? null : notification;
		}
		catch (RuntimeException ex) {
			throw new UnprocessableItemException(this.name.apply(item), ex);
		}
	}

	private boolean hasExpired(NewNotification notification) {
		Instant expiresAt = notification.expiresAt();
		return expiresAt != null && !expiresAt.isAfter(this.clock.instant());
	}

}
