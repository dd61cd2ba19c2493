package dev.fundbell.batch.run;

/** An argument that cannot be used; the message is one sentence for who wrote it. */
public class InvalidRunParameterException extends RuntimeException {

	public InvalidRunParameterException(String message) {
		super(message);
	}

}
