package dev.fundbell.outbox;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hook after the commit of a transaction that has created notifications: counts them, and
 * wakes the relay. Thread-safe.
 */
final class AfterCommit {

	private final OutboxStatistics statistics;

	private final Runnable wake;

	AfterCommit(OutboxStatistics statistics, Runnable wake) {
		this.statistics = statistics;
		this.wake = wake;
	}

	/** Notes that the current transaction has created a notification. */
	void created() {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			return;
		}
		TransactionSynchronizationManager.getSynchronizations()
			.stream()
			.filter(CreatedInTransaction.class::isInstance)
			.map(CreatedInTransaction.class::cast)
			.findFirst()
			.orElseGet(this::register).count++;
	}

	private CreatedInTransaction register() {
		CreatedInTransaction created = new CreatedInTransaction();
		TransactionSynchronizationManager.registerSynchronization(created);
		return created;
	}

	/** Count of the notifications that one transaction has created; of one thread. */
	private final class CreatedInTransaction implements TransactionSynchronization {

		private long count;

		@Override
		public void afterCommit() {
			AfterCommit.this.statistics.created(this.count);
			AfterCommit.this.wake.run();
		}

	}

}
