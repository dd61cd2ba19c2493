package dev.fundbell.database;

/**
 * Refusal to work with a clock that is wrong. The message is one line for an operator.
 */
public class ClockSkewException extends RuntimeException {

	/**
	 * A refusal.
	 * @param message one line
	 */
	public ClockSkewException(String message) {
		super(message);
	}

}
