package dev.fundbell.sms.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stop of a gateway that takes none of our messages, such as one whose key has expired.
 * Messages wait or go to the next gateway, and none fails. At intervals one message
 * probes whether the gateway works again. Thread-safe.
 */
final class GatewayStop {

	private static final Logger log = LoggerFactory.getLogger(GatewayStop.class);

	private final String gateway;

	private final Duration interval;

	private final Clock clock;

	private @Nullable Stopped stopped;

	/**
	 * A gateway that is not stopped.
	 * @param interval the time between two probes
	 */
	GatewayStop(String gateway, Duration interval, Clock clock) {
		this.gateway = gateway;
		this.interval = interval;
		this.clock = clock;
	}

	/** Stops the gateway, with one line in the log however many calls find the cause. */
	synchronized void stop(Cause cause, String reason) {
		if (this.stopped != null) {
			return;
		}
		Instant now = this.clock.instant();
		this.stopped = new Stopped(cause, reason, now, now.plus(this.interval));
		log.error(
				"SMS gateway {} is stopped: {} ({}). Its messages wait or go to the next gateway; it is probed "
						+ "every {}, and at once when an operator resumes it",
				this.gateway, cause.sentence, reason, this.interval);
	}

	/** Ends the stop, because a probe was successful or an operator says so. */
	synchronized void end() {
		if (this.stopped != null) {
			this.stopped = null;
			log.warn("SMS gateway {} is in use again", this.gateway);
		}
	}

	/** The stop, or null if there is none. */
	synchronized @Nullable Stopped stopped() {
		return this.stopped;
	}

	synchronized boolean isProbeDue(Cause cause) {
		return this.stopped != null && this.stopped.cause() == cause
				&& !this.stopped.probeAt().isAfter(this.clock.instant());
	}

	/** Takes the turn to probe, which is one per interval. */
	synchronized boolean tryProbe(Cause cause) {
		if (this.stopped == null || !isProbeDue(cause)) {
			return false;
		}
		this.stopped = new Stopped(cause, this.stopped.reason(), this.stopped.since(),
				this.clock.instant().plus(this.interval));
		return true;
	}

	/** Cause of a stop, which also says what a probe is. */
	enum Cause {

		/** Key, account or address: probed by a message. */
		SENDING("it takes none of our messages"),
		/** Address of the status query: probed by the query of an accepted message. */
		QUERYING("its status query does not find messages that it has accepted");

		private final String sentence;

		Cause(String sentence) {
			this.sentence = sentence;
		}

	}

	/**
	 * A stop.
	 *
	 * @param cause the cause
	 * @param reason the gateway's answer, as a short word
	 * @param since when it began
	 * @param probeAt when the next probe is due
	 */
	record Stopped(Cause cause, String reason, Instant since, Instant probeAt) {

	}

}
