package dev.fundbell.event;

/**
 * Rejection of a record that is no notification event. The message is one sentence for
 * the person who wrote the record; it never quotes the record's content.
 */
public class InvalidNotificationEventException extends RuntimeException {

	public InvalidNotificationEventException(String message) {
		super(message);
	}

	InvalidNotificationEventException(String message, Throwable cause) {
		super(message, cause);
	}

}
