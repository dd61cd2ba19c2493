package dev.fundbell.batch.publish;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.notification.NotificationWriter;
import dev.fundbell.batch.notification.WrittenNotifications;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.NewNotification;

import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes notifications, at least once each.
 * <ol>
 * <li>Claim: state and time of publication are committed before anything is sent, so that
 * whoever has seen an event finds it in the inbox, too. New notifications are born
 * claimed, and their chunk is entered as unpublished in the same transaction.</li>
 * <li>A second transaction locks the chunk's entry for as long as its notifications are
 * being sent.</li>
 * <li>Mark and take the entry out, once the broker has acknowledged every one. A crash
 * before the commit leaves the entry for the next run of any task, which sends again;
 * consumers drop the repetition by id.</li>
 * </ol>
 * Thread-safe.
 */
public final class NotificationPublisher {

	private final NotificationWriter writer;

	private final UnpublishedRanges ranges;

	private final ClaimedNotifications notifications;

	private final TransactionOperations transactions;

	private final EventSender sender;

	private final Clock clock;

	private final LongAdder creatingNanos = new LongAdder();

	private final LongAdder publishingNanos = new LongAdder();

	NotificationPublisher(NotificationWriter writer, UnpublishedRanges ranges, ClaimedNotifications notifications,
			TransactionOperations transactions, EventSender sender, Clock clock) {
		this.writer = writer;
		this.ranges = ranges;
		this.notifications = notifications;
		this.transactions = transactions;
		this.sender = sender;
		this.clock = clock;
	}

	/**
	 * Creates the notifications of a chunk that are not there yet, and publishes those.
	 * @param read reads what is to be there, as part of the transaction that writes it;
	 * again where that lost against another run
	 * @return how many were read, how many of them created and published, how many were
	 * there
	 * @throws NotAcknowledgedException where the broker does not take them
	 */
	public ChunkCount createAndPublish(Supplier<List<NewNotification>> read) {
		long start = System.nanoTime();
		WrittenNotifications written = this.transactions.execute((status) -> create(read.get()));
		long createdAt = System.nanoTime();
		this.creatingNanos.add(createdAt - start);
		List<NotificationEvent> events = written.created();
		if (!events.isEmpty()) {
			publish(claimOf(written), events);
		}
		this.publishingNanos.add(System.nanoTime() - createdAt);
		return new ChunkCount(written.total(), events.size(), written.total() - events.size());
	}

	/** How long its callers together have been creating and publishing. */
	public String times() {
		return String.format(Locale.ROOT, "the workers together were creating %.1f s, publishing %.1f s",
				this.creatingNanos.sum() / 1e9, this.publishingNanos.sum() / 1e9);
	}

	/** The work of publishing what runs that ended early have left. */
	public ChunkedWork<?> leftovers() {
		return new Leftovers(this, this.ranges, this.sender);
	}

	/**
	 * Publishes a chunk whose publisher is dead.
	 * @param firstId its first id
	 * @return how many were sent; none where somebody works on it
	 */
	int publishAbandoned(long firstId) {
		return claim(firstId, false).map((claim) -> publish(claim, List.of())).orElse(0);
	}

	private WrittenNotifications create(List<NewNotification> chunk) {
		WrittenNotifications written = this.writer.write(chunk);
		if (!written.created().isEmpty()) {
			this.ranges.add(claimOf(written));
		}
		return written;
	}

	private static Claim claimOf(WrittenNotifications written) {
		List<NotificationEvent> events = written.created();
		return new Claim(events.get(0).notificationId(), events.get(events.size() - 1).notificationId(),
				written.claimedAt());
	}

	private Optional<Claim> claim(long firstId, boolean wait) {
		// As the column has it, so that the claim is recognized.
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		return this.transactions.execute((status) -> {
			Optional<Claim> claim = this.ranges.claim(firstId, now, wait);
			claim.ifPresent(this.notifications::claim);
			return claim;
		});
	}

	/**
	 * Publishes a claim, or what is left of it after another run has taken it for
	 * abandoned before it was locked.
	 * @param fresh its events where they were written a moment ago and need not be read
	 */
	private int publish(Claim claim, List<NotificationEvent> fresh) {
		Optional<Integer> sent = sendLocked(claim, fresh);
		while (sent.isEmpty()) {
			Optional<Claim> again = claim(claim.firstId(), true);
			if (again.isEmpty()) {
				return 0;
			}
			sent = sendLocked(again.get(), List.of());
		}
		return sent.get();
	}

	private Optional<Integer> sendLocked(Claim claim, List<NotificationEvent> fresh) {
		return this.transactions.execute((status) -> {
			if (!this.ranges.lock(claim)) {
				return Optional.empty();
			}
			List<NotificationEvent> events = fresh.isEmpty() ? this.notifications.readWhatIsTrue(claim) : fresh;
			this.sender.send(events);
			this.notifications.markPublished(claim, events.size());
			this.ranges.remove(claim);
			return Optional.of(events.size());
		});
	}

}
