package dev.fundbell.publish;

import org.jspecify.annotations.Nullable;

/** Failure of the broker to acknowledge a chunk. The message is one sentence. */
public class NotAcknowledgedException extends RuntimeException {

	/**
	 * A failure.
	 * @param what the failure, as a part of a sentence
	 * @param cause the client's reason, if there is one
	 */
	public NotAcknowledgedException(String what, @Nullable Throwable cause) {
		super("Kafka does not take notifications: %s. Those that were claimed stay so; launch the task again and it publishes them."
			.formatted((cause != null) ? what + " (" + innermost(cause) + ")" : what), cause);
	}

	private static String innermost(Throwable cause) {
		Throwable last = cause;
		while (last.getCause() != null && last.getCause() != last) {
			last = last.getCause();
		}
		return last.getClass().getSimpleName() + ": " + last.getMessage();
	}

}
