package dev.fundbell.local.dataflow;

import dev.fundbell.servers.LocalServerException;

/**
 * A request that Data Flow does not carry out.
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
