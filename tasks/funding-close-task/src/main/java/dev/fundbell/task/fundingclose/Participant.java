package dev.fundbell.task.fundingclose;

import dev.fundbell.notification.FundingFacts;
import dev.fundbell.notification.Recipient;

/**
 * Participant of a closed funding, however often the user took part.
 *
 * @param recipient the user
 * @param funding the funding
 */
record Participant(Recipient recipient, FundingFacts funding) {

}
