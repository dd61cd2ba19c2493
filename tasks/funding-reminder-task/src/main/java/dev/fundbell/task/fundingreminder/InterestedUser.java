package dev.fundbell.task.fundingreminder;

import dev.fundbell.notification.FundingFacts;
import dev.fundbell.notification.Recipient;

/**
 * User who is to be reminded of a funding.
 *
 * @param recipient the user
 * @param funding the funding
 */
record InterestedUser(Recipient recipient, FundingFacts funding) {

}
