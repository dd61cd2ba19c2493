package dev.fundbell.servers;

/**
 * Failure of a local process to start or to answer. The message is one line for the
 * person who started it, and says what to do.
 */
public class LocalServerException extends RuntimeException {

	public LocalServerException(String message) {
		super(message);
	}

	public LocalServerException(String message, Throwable cause) {
		super(message, cause);
	}

}
