package dev.fundbell.local.services;

/**
 * A local process cannot be started, or does not answer. The message is one line for
 * whoever started it, and says what to do about it.
 */
public class LocalServiceException extends RuntimeException {

	public LocalServiceException(String message) {
		super(message);
	}

	public LocalServiceException(String message, Throwable cause) {
		super(message, cause);
	}

}
