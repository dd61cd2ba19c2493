package dev.fundbell.task.fundingreminder;

import dev.fundbell.batch.run.LeadTime;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the task, as they were written: {@link LeadTime} reads them.
 *
 * @param runDate the date from which the run looks ahead, such as 2026-11-23; default
 * today in the business zone
 * @param leadDays how many days before the date of its deadline a funding is reminded of;
 * 0 = on that day only; default 1
 */
@ConfigurationProperties
record FundingReminderProperties(@Nullable String runDate, @DefaultValue("1") String leadDays) {

}
