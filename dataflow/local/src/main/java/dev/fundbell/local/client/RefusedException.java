package dev.fundbell.local.client;

import dev.fundbell.servers.LocalServerException;

/**
 * Failure of a request that Data Flow has refused.
 */
final class RefusedException extends LocalServerException {

	private final String reason;

	RefusedException(String request, int status, String reason) {
		super("Data Flow refuses %s (%d): %s".formatted(request, status, reason));
		this.reason = reason;
	}

	/**
	 * The server's own sentence.
	 */
	String reason() {
		return this.reason;
	}

}
