package dev.fundbell.sse.web;

/** Exception for a request that is refused, since many others wait for the database. */
class DatabaseBusyException extends RuntimeException {

	DatabaseBusyException() {
		super("Too many requests wait for the database at this moment.");
	}

}
