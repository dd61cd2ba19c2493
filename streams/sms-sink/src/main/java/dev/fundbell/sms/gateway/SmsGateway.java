package dev.fundbell.sms.gateway;

import java.util.concurrent.CompletionStage;

/**
 * Port to one SMS gateway. Neither method blocks, and each failure is a result.
 * Implementations return UNKNOWN unless they are sure that the gateway never received the
 * message. Thread-safe.
 */
public interface SmsGateway {

	/**
	 * Gives the gateway a message, once.
	 * @param message the message
	 * @return the result
	 */
	CompletionStage<SendResult> send(SmsMessage message);

	/**
	 * Queries the status of a message that the gateway may have been given.
	 * @param query the message
	 * @return the gateway's answer
	 */
	CompletionStage<SmsStatus> status(SmsQuery query);

}
