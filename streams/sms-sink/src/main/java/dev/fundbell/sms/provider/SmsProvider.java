package dev.fundbell.sms.provider;

import java.util.concurrent.CompletionStage;

/**
 * The port to a gateway. Neither method blocks; what goes wrong is a result, and only
 * what went wrong for certain before the gateway had the message is not UNKNOWN.
 * Thread-safe.
 */
public interface SmsProvider {

	/**
	 * Gives the gateway a message, once.
	 * @param message the message
	 * @return what became of it
	 */
	CompletionStage<SendResult> send(SmsMessage message);

	/**
	 * Asks for a message that it may have been given.
	 * @param query which
	 * @return what the gateway says
	 */
	CompletionStage<SmsStatus> status(SmsQuery query);

}
