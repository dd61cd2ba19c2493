package dev.fundbell.batch.publish;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.notification.NewNotifications;
import dev.fundbell.batch.notification.NotificationWriter;
import dev.fundbell.batch.notification.WrittenNotifications;
import dev.fundbell.event.NotificationEvent;

import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes the notifications of a type, at least once each.
 * <ol>
 * <li>Claim: state and time of publication are committed before anything is sent, so that
 * whoever has seen an event finds it in the inbox, too. New notifications are born
 * claimed.</li>
 * <li>A second transaction locks the claimed rows for as long as they are being sent. The
 * lock dies with the connection: it tells a claim whose publisher works from one whose
 * publisher is dead, without a lease that could be too short or too long.</li>
 * <li>Mark, once the broker has acknowledged every one. A crash before the commit leaves
 * the claim for the next run, which sends again; consumers drop the repetition by
 * id.</li>
 * </ol>
 * Thread-safe.
 */
public final class NotificationPublisher {

	private final NotificationWriter writer;

	private final ClaimedNotifications notifications;

	private final TransactionOperations transactions;

	private final EventSender sender;

	private final ChunkedWork<?> leftovers;

	private final LongAdder creatingNanos = new LongAdder();

	private final LongAdder publishingNanos = new LongAdder();

	NotificationPublisher(NotificationWriter writer, ClaimedNotifications notifications,
			TransactionOperations transactions, EventSender sender, Leftovers.Factory leftovers) {
		this.writer = writer;
		this.notifications = notifications;
		this.transactions = transactions;
		this.sender = sender;
		this.leftovers = leftovers.of(this);
	}

	/**
	 * Creates the notifications of a chunk that are not there yet, and publishes those.
	 * @param read reads them, as part of the transaction that writes them; again where
	 * that lost in a deadlock. It leaves out those that are there, so that a run which is
	 * repeated locks nothing.
	 * @return how many were read, how many of them created and published, how many were
	 * there
	 * @throws NotAcknowledgedException where the broker does not take them
	 */
	public ChunkCount createAndPublish(Supplier<NewNotifications> read) {
		long start = System.nanoTime();
		Created created = this.transactions.execute((status) -> {
			NewNotifications chunk = read.get();
			return new Created(this.writer.write(chunk.absent()), chunk.present());
		});
		long createdAt = System.nanoTime();
		this.creatingNanos.add(createdAt - start);
		publish(created.written());
		this.publishingNanos.add(System.nanoTime() - createdAt);
		return created.count();
	}

	/** How long its callers together have been creating and publishing. */
	public String times() {
		return String.format(Locale.ROOT, "the workers together were creating %.1f s, publishing %.1f s",
				this.creatingNanos.sum() / 1e9, this.publishingNanos.sum() / 1e9);
	}

	/** The work of publishing what runs that ended early have left. */
	public ChunkedWork<?> leftovers() {
		return this.leftovers;
	}

	/**
	 * Publishes what is claimed, except what another run has taken over meanwhile.
	 * @return how many were sent
	 */
	int publish(ClaimedRange range) {
		return publish(range, this.notifications::lockFree);
	}

	private int publish(ClaimedRange range, Function<ClaimedRange, List<NotificationEvent>> lock) {
		int sent = send(range, lock);
		// A run that meets the same business keys locks a row for a moment: somebody has
		// to wait for it.
		return (sent < range.rows()) ? sent + send(range, this.notifications::lockRest) : sent;
	}

	private void publish(WrittenNotifications written) {
		List<NotificationEvent> events = written.created();
		if (!events.isEmpty()) {
			long first = events.get(0).notificationId();
			long last = events.get(events.size() - 1).notificationId();
			// What was written a moment ago need not be read again.
			publish(new ClaimedRange(first - 1, last, written.claimedAt(), events.size()),
					(range) -> this.notifications.lockAll(range) ? events : this.notifications.lockFree(range));
		}
	}

	private int send(ClaimedRange range, Function<ClaimedRange, List<NotificationEvent>> lock) {
		return this.transactions.execute((status) -> {
			List<NotificationEvent> events = lock.apply(range);
			if (!events.isEmpty()) {
				this.sender.send(events);
				this.notifications.markPublished(range, events);
			}
			return events.size();
		});
	}

	private record Created(WrittenNotifications written, int present) {

		ChunkCount count() {
			int read = this.written.total() + this.present;
			int written = this.written.created().size();
			return new ChunkCount(read, written, read - written);
		}

	}

}
