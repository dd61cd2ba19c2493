package dev.fundbell.batch.step;

/** Failure to find the rows that a run is about, because of the service's database. */
public class RowsNotReadException extends RuntimeException {

	public RowsNotReadException(String what, Throwable cause) {
		super("The rows of %s could not be found: %s".formatted(what, cause.getMessage()), cause);
	}

}
