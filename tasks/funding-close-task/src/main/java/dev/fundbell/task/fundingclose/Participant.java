package dev.fundbell.task.fundingclose;

import dev.fundbell.notification.ClosedFunding;
import dev.fundbell.notification.Recipient;

/**
 * Participant of a closed funding, however often the user took part.
 *
 * @param recipient the user
 * @param funding the funding
 */
record Participant(Recipient recipient, ClosedFunding funding) {

}
