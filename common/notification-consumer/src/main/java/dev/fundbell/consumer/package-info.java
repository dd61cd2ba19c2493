/**
 * Consuming published notifications from Kafka: reading records, dead letters, the health
 * of the connection to the broker.
 */
@NullMarked
package dev.fundbell.consumer;

import org.jspecify.annotations.NullMarked;
