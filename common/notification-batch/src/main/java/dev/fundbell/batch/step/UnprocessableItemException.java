package dev.fundbell.batch.step;

/**
 * A row that cannot be processed, whatever its chunk: the step skips it. The message
 * names the row by its id and holds no personal data.
 */
public class UnprocessableItemException extends RuntimeException {

	UnprocessableItemException(String item, Throwable cause) {
		super("%s cannot be processed: %s".formatted(item, cause), cause);
	}

}
