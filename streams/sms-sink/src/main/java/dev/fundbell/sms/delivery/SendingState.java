package dev.fundbell.sms.delivery;

/** State of the threads that send, for the health of the sink. */
public interface SendingState {

	/**
	 * Whether the threads that send live, while the sink runs.
	 * @return false if one of them has ended
	 */
	boolean isSending();

}
