package dev.fundbell.batch.publish;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.event.NotificationEvent;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes the notifications of a type, at least once each.
 * <ol>
 * <li>Claim: state and time of publication are committed before anything is sent, so that
 * whoever has seen an event finds it in the inbox, too.</li>
 * <li>A second transaction locks the claimed rows for as long as they are being sent. The
 * lock dies with the connection: it tells a claim whose publisher works from one whose
 * publisher is dead, without a lease that could be too short or too long.</li>
 * <li>Mark, once the broker has acknowledged every one. A crash before the commit leaves
 * the claim for the next run, which sends again; consumers drop the repetition by
 * id.</li>
 * </ol>
 */
final class NotificationPublisher implements ChunkedWork<Claim> {

	private final String type;

	private final int chunkSize;

	private final JdbcClient jdbc;

	private final ClaimedNotifications notifications;

	private final TransactionOperations transactions;

	private final EventSender sender;

	private final Clock clock;

	NotificationPublisher(String type, int chunkSize, JdbcClient jdbc, TransactionOperations transactions,
			EventSender sender, Clock clock) {
		this.type = type;
		this.chunkSize = chunkSize;
		this.jdbc = jdbc;
		this.notifications = new ClaimedNotifications(jdbc);
		this.transactions = transactions;
		this.sender = sender;
		this.clock = clock;
	}

	@Override
	public ChunkSource<Claim> chunks(JobParameters parameters) {
		return new Claims(this.jdbc, this.type, this.chunkSize);
	}

	@Override
	public ChunkCount process(Claim claim) {
		// As the column has it, so that the claim finds its own rows again.
		Instant stamp = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Integer claimed = this.transactions.execute((status) -> this.notifications.claim(claim, this.type, stamp));
		if (claimed == null || claimed == 0) {
			return ChunkCount.NONE;
		}
		Integer published = this.transactions.execute((status) -> publish(claim, stamp));
		return new ChunkCount(claimed, (published != null) ? published : 0, 0);
	}

	private int publish(Claim claim, Instant stamp) {
		List<NotificationEvent> events = this.notifications.lock(claim, this.type, stamp);
		this.sender.send(events);
		int marked = this.notifications.markPublished(claim, this.type, stamp);
		if (marked != events.size()) {
			throw new IllegalStateException("Sent %d notifications of ids %d to %d and would mark %d"
				.formatted(events.size(), claim.after() + 1, claim.through(), marked));
		}
		return marked;
	}

}
