package dev.fundbell.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.publish.ClaimedNotifications.StillValid;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactional outbox: creates notifications idempotently, and publishes them at least
 * once. The writers of a task's steps and the relay of an online service call it, each
 * for one chunk at a time.
 * <ol>
 * <li>Create: new notifications are inserted as claimed, and their chunk is entered as
 * unpublished, in one transaction. It is committed before anything is sent, so that a
 * user who has seen an event finds it in the inbox, too.</li>
 * <li>Send: a second transaction locks the chunk's entry for as long as its notifications
 * are being sent.</li>
 * <li>Mark: once the broker has acknowledged each of them, the same transaction marks
 * them as published and removes the entry. A crash before its commit leaves the entry for
 * the next run of any task, which sends again; consumers drop the repetition by id.</li>
 * </ol>
 * Each method runs its own transactions and blocks until it is done, for half a minute at
 * most while a chunk is sent. If it throws, nothing is marked: a chunk that was created
 * stays unpublished. A method whose transaction lost its locks to another run may be
 * called again. A process that stands still loses its lock after a minute, and by then
 * sends nothing any longer. Thread-safe.
 */
public final class NotificationPublisher {

	/**
	 * A client's replay from the database begins five minutes before the time of its last
	 * event, so a notification is never sent with a time of publication long past.
	 */
	private static final Duration OLD = Duration.ofMinutes(1);

	private final NotificationWriter writer;

	private final UnpublishedRanges ranges;

	private final ClaimedNotifications notifications;

	private final TransactionOperations transactions;

	private final EventSender sender;

	private final Clock clock;

	private final LongAdder creatingNanos = new LongAdder();

	private final LongAdder publishingNanos = new LongAdder();

	private NotificationPublisher(NotificationWriter writer, UnpublishedRanges ranges,
			ClaimedNotifications notifications, TransactionOperations transactions, EventSender sender, Clock clock) {
		this.writer = writer;
		this.ranges = ranges;
		this.notifications = notifications;
		this.transactions = transactions;
		this.sender = sender;
		this.clock = clock;
	}

	/**
	 * A publisher.
	 * @param jdbc the service's database
	 * @param transactions its transactions, READ COMMITTED
	 * @param sender sends to the topic
	 * @param withdrawals knows which notifications are stale
	 * @param clock tells the times of claims
	 */
	public static NotificationPublisher of(JdbcTemplate jdbc, TransactionOperations transactions, EventSender sender,
			Withdrawals withdrawals, Clock clock) {
		JdbcClient client = JdbcClient.create(jdbc);
		return new NotificationPublisher(new NotificationWriter(jdbc, clock), new UnpublishedRanges(client),
				new ClaimedNotifications(client, withdrawals), transactions, sender, clock);
	}

	/**
	 * Makes sure that the broker can be reached.
	 * @throws NotAcknowledgedException if it cannot
	 */
	public void connect() {
		this.sender.connect();
	}

	/**
	 * Creates the notifications of a chunk that do not exist yet, claimed for publishing.
	 * @param notifications at most 10,000
	 * @param runId the run that creates them
	 */
	public WrittenNotifications create(List<NewNotification> notifications, int runId) {
		long start = System.nanoTime();
		WrittenNotifications written = this.transactions.execute((status) -> {
			WrittenNotifications chunk = this.writer.write(notifications, runId);
			if (!chunk.created().isEmpty()) {
				this.ranges.add(chunk.claim());
			}
			return chunk;
		});
		this.creatingNanos.add(System.nanoTime() - start);
		return written;
	}

	/** Returns the notifications of a chunk that {@link #create} would create. */
	public List<NewNotification> absentOf(List<NewNotification> notifications) {
		return this.writer.absentOf(notifications);
	}

	/**
	 * Publishes a chunk that was created a moment ago, from memory.
	 * @throws NotAcknowledgedException if the broker does not take it
	 */
	public void publish(WrittenNotifications written) {
		if (!written.created().isEmpty()) {
			long start = System.nanoTime();
			publish(written.claim(), written.created());
			this.publishingNanos.add(System.nanoTime() - start);
		}
	}

	/**
	 * Text for the log: how long its callers together have been creating and publishing.
	 */
	public String times() {
		return String.format(Locale.ROOT, "the workers together were creating %.1f s, publishing %.1f s",
				this.creatingNanos.sum() / 1e9, this.publishingNanos.sum() / 1e9);
	}

	/**
	 * Publishes a chunk that is unpublished, such as one that an earlier run has left.
	 * @param firstId its first id
	 * @return the result; nothing was sent or withdrawn if another run works on the chunk
	 */
	public PublishedChunk publishAbandoned(long firstId) {
		return claim(firstId, false).map((claim) -> publish(claim, List.of())).orElse(PublishedChunk.NOTHING);
	}

	/** Whether a chunk is unpublished, also one that another run works on. */
	public boolean isUnpublished(long firstId) {
		return this.ranges.isUnpublished(firstId);
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
	 * Publishes a claim. If another run has taken it for abandoned before it was locked,
	 * or the process stood still for long, it is claimed again.
	 * @param fresh its events if they were written a moment ago and need not be read
	 */
	private PublishedChunk publish(Claim claim, List<NotificationEvent> fresh) {
		Optional<PublishedChunk> published = sendLocked(claim, fresh);
		while (published.isEmpty()) {
			Optional<Claim> again = claim(claim.firstId(), true);
			if (again.isEmpty()) {
				return PublishedChunk.NOTHING;
			}
			published = sendLocked(again.get(), List.of());
		}
		return published.get();
	}

	private boolean isOld(Claim claim) {
		return claim.claimedAt().plus(OLD).isBefore(this.clock.instant());
	}

	private Optional<PublishedChunk> sendLocked(Claim claim, List<NotificationEvent> fresh) {
		return this.transactions.execute((status) -> {
			// Before the lock is there: the process may stand still right after.
			Deadline deadline = Deadline.in(Deadline.OF_A_CHUNK);
			if (!this.ranges.lock(claim) || isOld(claim)) {
				return Optional.empty();
			}
			StillValid valid = fresh.isEmpty() ? this.notifications.readStillValid(claim)
					: new StillValid(fresh, List.of());
			this.sender.send(valid.events(), deadline);
			this.notifications.markPublished(claim, valid.events().size());
			this.ranges.remove(claim);
			return Optional.of(new PublishedChunk(valid.events().size(), valid.withdrawn()));
		});
	}

}
