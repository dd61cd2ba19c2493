package dev.fundbell.task.fundingclose;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Options of the task, as they were written: {@link FundingCloseParameters} reads them.
 *
 * @param asOf The instant up to which deadlines count, such as 2026-11-24T03:00:00Z, not
 * after now. None: now. Set it to close only what was due earlier.
 * @param fundingId The one funding that is closed. None: all that are due. Set it to
 * close one at once.
 */
@ConfigurationProperties
record FundingCloseProperties(@Nullable String asOf, @Nullable String fundingId) {

}
