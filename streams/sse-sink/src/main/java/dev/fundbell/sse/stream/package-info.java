/** What comes from Kafka and goes to it. */
@NullMarked
package dev.fundbell.sse.stream;

import org.jspecify.annotations.NullMarked;
