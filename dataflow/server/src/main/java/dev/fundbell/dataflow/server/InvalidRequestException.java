package dev.fundbell.dataflow.server;

import org.springframework.http.HttpStatus;

/**
 * Refusal of a request that its author can correct. Dashboard, shell and REST show the
 * message, which is a sentence. It contains no angle brackets: the dashboard takes them
 * for HTML.
 */
public class InvalidRequestException extends RuntimeException {

	private final HttpStatus status;

	public InvalidRequestException(HttpStatus status, String message) {
		super(message);
		this.status = status;
	}

	public InvalidRequestException(String message) {
		this(HttpStatus.BAD_REQUEST, message);
	}

	HttpStatus status() {
		return this.status;
	}

}
