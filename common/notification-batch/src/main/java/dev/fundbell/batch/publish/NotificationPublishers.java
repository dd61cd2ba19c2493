package dev.fundbell.batch.publish;

import java.time.Clock;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.notification.NotificationWriter;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the publishers of an application, one for each type. */
public final class NotificationPublishers {

	private final BatchProperties properties;

	private final JdbcClient jdbc;

	private final NotificationWriter writer;

	private final TransactionOperations transactions;

	private final EventSender sender;

	private final Clock clock;

	NotificationPublishers(BatchProperties properties, JdbcClient jdbc, NotificationWriter writer,
			TransactionOperations transactions, EventSender sender, Clock clock) {
		this.properties = properties;
		this.jdbc = jdbc;
		this.writer = writer;
		this.transactions = transactions;
		this.sender = sender;
		this.clock = clock;
	}

	/**
	 * The publisher of a type.
	 * @param type as in the database
	 */
	public NotificationPublisher publisherOf(String type) {
		ClaimedNotifications notifications = new ClaimedNotifications(this.jdbc, type);
		return new NotificationPublisher(this.writer, notifications, this.transactions, this.sender,
				(publisher) -> new Leftovers(publisher, notifications, this.transactions, this.clock,
						this.properties.chunkSize()));
	}

}
