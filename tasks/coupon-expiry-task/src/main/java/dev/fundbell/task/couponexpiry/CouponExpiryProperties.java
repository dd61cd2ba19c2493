package dev.fundbell.task.couponexpiry;

import dev.fundbell.batch.run.LeadTime;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the task, as they were written: {@link LeadTime} reads them.
 *
 * @param runDate The date from which the run looks ahead, such as 2026-11-23. None: today
 * in the business zone. Coupons expire by the clock all the same, and a date before today
 * tells of nothing that is past. Set it to look ahead from another day.
 * @param leadDays How many days before its expiration date a coupon's user is told, at
 * most 366. 0 tells on that day only. Unit: days. Raise it to tell earlier.
 */
@ConfigurationProperties
record CouponExpiryProperties(@Nullable String runDate, @DefaultValue("1") String leadDays) {

}
