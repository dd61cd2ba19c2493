package dev.fundbell.batch.run;

/** Rejection of an argument; the message is one sentence for the person who wrote it. */
public class InvalidRunParameterException extends RuntimeException {

	public InvalidRunParameterException(String message) {
		super(message);
	}

}
