/** Consuming notifications from Kafka, and rejecting those that cannot be sent. */
@NullMarked
package dev.fundbell.sms.stream;

import org.jspecify.annotations.NullMarked;
