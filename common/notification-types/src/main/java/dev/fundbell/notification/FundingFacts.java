package dev.fundbell.notification;

import java.time.Instant;

/**
 * What notifications say of a funding.
 *
 * @param id its id
 * @param title its title
 * @param deadline from when on it takes no participations
 */
public record FundingFacts(long id, String title, Instant deadline) {

}
