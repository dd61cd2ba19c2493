package dev.fundbell.dataflow.server.trace;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Step of a notification on its way, as a sentence for support staff.
 *
 * @param part which step: created, published, pushed, read or sms
 * @param outcome done, waiting, failed, none (it does not take place) or unknown
 * @param at when it took place, or is due; ISO 8601 in UTC
 * @param text the sentence
 */
record TraceStep(String part, String outcome, @Nullable String at, String text) {

	static TraceStep of(String part, String outcome, @Nullable Instant at, String text) {
		return new TraceStep(part, outcome, Times.text(at), text);
	}

}
