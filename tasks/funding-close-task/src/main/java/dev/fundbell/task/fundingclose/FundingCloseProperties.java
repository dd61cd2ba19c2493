package dev.fundbell.task.fundingclose;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Options of the task, as they were written: {@link FundingCloseParameters} reads them.
 *
 * @param asOf closes what was due at that instant, such as 2026-11-24T03:00:00Z, which is
 * not after now; default now
 * @param fundingId closes this funding only; default all that are due
 */
@ConfigurationProperties
record FundingCloseProperties(@Nullable String asOf, @Nullable String fundingId) {

}
