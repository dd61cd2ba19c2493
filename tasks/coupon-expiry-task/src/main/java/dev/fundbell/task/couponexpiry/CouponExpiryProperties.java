package dev.fundbell.task.couponexpiry;

import dev.fundbell.batch.run.LeadTime;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the task, as they were written: {@link LeadTime} reads them.
 *
 * @param runDate the date from which the run looks ahead, such as 2026-11-23; coupons
 * expire by the clock all the same, and a date before today tells of nothing that is
 * past; default today in the business zone
 * @param leadDays how many days before its expiration date a coupon's user is told; 0 =
 * on that day only; default 1
 */
@ConfigurationProperties
record CouponExpiryProperties(@Nullable String runDate, @DefaultValue("1") String leadDays) {

}
