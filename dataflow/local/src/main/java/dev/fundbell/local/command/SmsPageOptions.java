package dev.fundbell.local.command;

import dev.fundbell.servers.LocalServerException;
import picocli.CommandLine.Option;

/**
 * Options that select a page of a list of SMS.
 */
final class SmsPageOptions {

	private static final int MOST = 500;

	@Option(names = { "-n", "--limit" }, paramLabel = "<count>",
			description = "The number of messages, 1 to 500 (default: 50).")
	private int limit = 50;

	@Option(names = "--after", paramLabel = "<id>", description = "Starts after this id (default: with the first).")
	private long after;

	int limit() {
		if (this.limit < 1 || this.limit > MOST) {
			throw new LocalServerException("--limit is from 1 to %d, not %d".formatted(MOST, this.limit));
		}
		return this.limit;
	}

	long after() {
		return this.after;
	}

}
