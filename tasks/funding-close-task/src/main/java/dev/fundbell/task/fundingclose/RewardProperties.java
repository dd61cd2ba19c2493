package dev.fundbell.task.fundingclose;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The coupon that a participant gets for a funding's success. It is never worth more than
 * the participant gave.
 *
 * @param percent The coupon's worth in percent of what the participant gave, rounded down
 * to whole won. At most 100. 0 makes every coupon worth the minimum. Unit: percent.
 * Change it for another reward.
 * @param minAmount The coupon's least worth. At least 1. Unit: won. Change it for another
 * reward; the same as the maximum is a fixed amount.
 * @param maxAmount The coupon's greatest worth. No less than the minimum. Unit: won.
 * Change it for another reward.
 * @param validDays For how many days after the date of closing the coupon can be used. At
 * most 3660. 0 is that date only. Unit: days. Change it for another reward.
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
