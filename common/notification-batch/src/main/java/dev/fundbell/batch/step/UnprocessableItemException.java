package dev.fundbell.batch.step;

/**
 * Failure to process one row, also in another chunk. The step skips the row. The message
 * names the row by its id and holds no personal data.
 */
public class UnprocessableItemException extends RuntimeException {

	UnprocessableItemException(String item, Throwable cause) {
		super("%s cannot be processed: %s".formatted(item, cause), cause);
	}

}
