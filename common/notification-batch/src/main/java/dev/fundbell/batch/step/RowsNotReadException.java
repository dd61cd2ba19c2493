package dev.fundbell.batch.step;

/** Rows that a run is about could not be found: the service's database is in the way. */
public class RowsNotReadException extends RuntimeException {

	public RowsNotReadException(String what, Throwable cause) {
		super("The rows of %s could not be found: %s".formatted(what, cause.getMessage()), cause);
	}

}
