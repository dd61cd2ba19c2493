package dev.fundbell.batch.step;

/** The rows of a step could not be found: the service's database is in the way. */
public class RowsNotReadException extends RuntimeException {

	RowsNotReadException(String step, Throwable cause) {
		super("The rows of step %s could not be found: %s".formatted(step, cause.getMessage()), cause);
	}

}
