package dev.fundbell.sms.gateway;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Status of a gateway, for operators.
 *
 * @param name its name
 * @param use whether it is given messages
 * @param reason the answer for which it was stopped, if it is
 * @param since since when it is stopped, if it is
 */
public record GatewayStatus(String name, Use use, @Nullable String reason, @Nullable Instant since) {

	/**
	 * Whether it is given messages.
	 * @return true unless it is stopped or left alone
	 */
	public boolean isInUse() {
		return this.use == Use.IN_USE;
	}

	/** Use of a gateway. */
	public enum Use {

		/** It is given messages. */
		IN_USE,
		/** Too many calls failed: it is left alone for a while. */
		LEFT_ALONE,
		/** It takes none of our messages: it is probed at intervals. */
		STOPPED

	}

}
