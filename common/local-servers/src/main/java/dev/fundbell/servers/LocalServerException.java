package dev.fundbell.servers;

/**
 * A local process cannot be started, or does not answer. The message is one line for
 * whoever started it, and says what to do about it.
 */
public class LocalServerException extends RuntimeException {

	public LocalServerException(String message) {
		super(message);
	}

	public LocalServerException(String message, Throwable cause) {
		super(message, cause);
	}

}
