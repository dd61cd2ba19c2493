package dev.fundbell.sms.delivery;

/** Where notifications go that no gateway took. */
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
