package dev.fundbell.dataflow.server;

import org.springframework.http.HttpStatus;

/**
 * A request that cannot be served as it is. The message is a sentence for its author,
 * which dashboard, shell and REST show. No angle brackets in it: the dashboard takes them
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
