package dev.fundbell.sms.delivery;

/** Port to the dead-letter topic, where the record of a failed delivery goes. */
@FunctionalInterface
public interface DeadLetterTopic {

	/**
	 * Sends a dead letter; logs it if that cannot be done.
	 * @param source where the record was: topic-partition-offset
	 * @param record its bytes
	 * @param reason one sentence
	 */
	void send(String source, byte[] record, String reason);

}
