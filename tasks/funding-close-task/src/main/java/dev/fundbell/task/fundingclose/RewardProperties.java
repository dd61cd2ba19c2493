package dev.fundbell.task.fundingclose;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The coupon that a participant gets for a funding's success.
 *
 * @param percent how much of what the participant gave it is worth, in percent, rounded
 * down to whole won; 0 = every coupon is worth the minimum; default 5
 * @param minAmount its worth at least, in won; default 1000
 * @param maxAmount its worth at most, in won; default 50000
 * @param validDays for how many days after the date of closing it can be used; 0 = on
 * that date only; default 30
 */
@ConfigurationProperties("fundbell.reward")
record RewardProperties(@DefaultValue("5") int percent, @DefaultValue("1000") long minAmount,
		@DefaultValue("50000") long maxAmount, @DefaultValue("30") int validDays) {

	RewardProperties {
		if (percent < 0 || percent > 100 || minAmount < 1 || maxAmount < minAmount || validDays < 0
				|| validDays > 3660) {
			throw new IllegalArgumentException("fundbell.reward.percent must be from 0 to 100, "
					+ "fundbell.reward.min-amount positive, fundbell.reward.max-amount not below it, "
					+ "and fundbell.reward.valid-days from 0 to 3660");
		}
	}

}
