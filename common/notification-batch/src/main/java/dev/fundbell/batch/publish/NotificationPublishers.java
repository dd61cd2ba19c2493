package dev.fundbell.batch.publish;

import java.time.Clock;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkedWork;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the work of publishing. */
public final class NotificationPublishers {

	private final BatchProperties properties;

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final EventSender sender;

	private final Clock clock;

	NotificationPublishers(BatchProperties properties, JdbcClient jdbc, TransactionOperations transactions,
			EventSender sender, Clock clock) {
		this.properties = properties;
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.sender = sender;
		this.clock = clock;
	}

	/**
	 * Publishes every notification of a type that is not yet published, whoever created
	 * it, and what killed runs have left.
	 * @param type as in the database
	 */
	public ChunkedWork<?> publisherOf(String type) {
		return new NotificationPublisher(type, this.properties.chunkSize(), this.jdbc, this.transactions, this.sender,
				this.clock);
	}

}
