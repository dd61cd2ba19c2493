/**
 * The recent past of the topic in memory: exact replay to clients that were away briefly,
 * without the database.
 */
@NullMarked
package dev.fundbell.sse.recent;

import org.jspecify.annotations.NullMarked;
