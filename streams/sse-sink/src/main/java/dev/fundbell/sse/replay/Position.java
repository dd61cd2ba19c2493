package dev.fundbell.sse.replay;

import java.time.Instant;

/**
 * Position in the order of publication.
 *
 * @param publishedAt when a notification was last published
 * @param id its id, which decides between those of one instant
 */
record Position(Instant publishedAt, long id) {

}
