package dev.fundbell.task.fundingclose;

import java.util.List;

import dev.fundbell.batch.UserRange;
import dev.fundbell.notification.NewNotification;

/** How a funding may end, and what its participants get then. */
interface Outcome {

	/** Its name in the database. */
	String name();

	/**
	 * What participants are to be told. As part of the transaction that writes it.
	 * @param participants whom
	 * @return a notification for each, there or not
	 */
	List<NewNotification> notifications(UserRange participants);

}
