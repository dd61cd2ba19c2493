package dev.fundbell.task.fundingclose;

import dev.fundbell.notification.ClosedFunding;
import dev.fundbell.notification.FundingFailed;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.notification.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * Participant of a closed funding, however often the user took part.
 *
 * @param recipient the user
 * @param funding the funding
 * @param takenBack the worth in won of the coupon for an earlier success that the closing
 * has taken back, or null if there was none
 */
record Participant(Recipient recipient, ClosedFunding funding, @Nullable Long takenBack) {

	/** What to tell the participant of the funding's failure. */
	NewNotification notification(FundingFailed type) {
		return (this.takenBack != null) ? type.of(this.recipient, this.funding, this.takenBack)
				: type.of(this.recipient, this.funding);
	}

}
