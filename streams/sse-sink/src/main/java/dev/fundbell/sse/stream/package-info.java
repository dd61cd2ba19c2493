/** Consuming notifications and read markers from Kafka, and publishing read markers. */
@NullMarked
package dev.fundbell.sse.stream;

import org.jspecify.annotations.NullMarked;
