package dev.fundbell.notification;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Facts of a funding that notifications mention.
 *
 * @param id its id
 * @param title its title
 * @param deadline from when on it takes no participations
 */
public record FundingFacts(long id, String title, Instant deadline) {

	/**
	 * As the database has it.
	 * @param id its id
	 * @param title its title
	 * @param deadline its deadline in UTC
	 */
	public FundingFacts(long id, String title, LocalDateTime deadline) {
		this(id, title, deadline.toInstant(ZoneOffset.UTC));
	}

}
