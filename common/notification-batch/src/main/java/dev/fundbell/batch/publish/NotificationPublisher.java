package dev.fundbell.batch.publish;

import java.util.List;
import java.util.function.Supplier;

import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.notification.NewNotification;
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
	 * that lost in a deadlock
	 * @return how many were read, how many of them published, how many were there
	 * @throws NotAcknowledgedException where the broker does not take them
	 */
	public ChunkCount createAndPublish(Supplier<List<NewNotification>> read) {
		WrittenNotifications written = this.transactions.execute((status) -> this.writer.write(read.get()));
		if (written.created() > 0) {
			publish(new ClaimedRange(written.firstId() - 1, written.lastId(), written.claimedAt(), written.created()));
		}
		return new ChunkCount(written.total(), written.created(), written.total() - written.created());
	}

	/** The work of publishing what runs that ended early have left. */
	public ChunkedWork<?> leftovers() {
		return this.leftovers;
	}

	/** Publishes what is claimed, except what another run has taken over meanwhile. */
	int publish(ClaimedRange range) {
		return this.transactions.execute((status) -> {
			List<NotificationEvent> events = this.notifications.lock(range);
			if (!events.isEmpty()) {
				this.sender.send(events);
				this.notifications.markPublished(range, events);
			}
			return events.size();
		});
	}

}
