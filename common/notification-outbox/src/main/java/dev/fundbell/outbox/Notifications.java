package dev.fundbell.outbox;

import dev.fundbell.notification.NewNotification;

import org.springframework.transaction.IllegalTransactionStateException;

/**
 * Transactional outbox of the online service: creates notifications in the same
 * transaction as the change that they tell of. Thread-safe.
 */
public interface Notifications {

	/**
	 * Creates a notification, unless one with its business key exists: type, user,
	 * subject and due date (idempotent). It is committed or rolled back with the caller's
	 * transaction, and published right after the commit, at least once. Kafka is not
	 * touched before.
	 * <p>
	 * Where another transaction is about to create the same one, this waits for its end.
	 * Transactions that create several of the same notifications do so in the same order,
	 * or the database may let one of them fail (deadlock).
	 * @param notification what to tell whom
	 * @return whether it is new
	 * @throws IllegalTransactionStateException outside a transaction of the service's
	 * database
	 */
	boolean create(NewNotification notification);

}
