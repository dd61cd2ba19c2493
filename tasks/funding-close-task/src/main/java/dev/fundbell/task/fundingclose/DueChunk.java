package dev.fundbell.task.fundingclose;

import java.time.LocalDateTime;
import java.util.List;

/**
 * Fundings that are to be closed.
 *
 * @param asOf in UTC: a deadline up to it has passed
 * @param ids their ids
 */
record DueChunk(LocalDateTime asOf, List<Long> ids) {

}
