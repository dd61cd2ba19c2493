package dev.fundbell.task.fundingreminder;

import dev.fundbell.batch.run.LeadTime;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the task, as they were written: {@link LeadTime} reads them.
 *
 * @param runDate The date from which the run looks ahead, such as 2026-11-23. None: today
 * in the business zone. Set it to look ahead from another day.
 * @param leadDays How many days before the date of its deadline a funding is reminded of,
 * at most 366. 0 reminds on that day only. Unit: days. Raise it to remind earlier.
 */
@ConfigurationProperties
record FundingReminderProperties(@Nullable String runDate, @DefaultValue("1") String leadDays) {

}
