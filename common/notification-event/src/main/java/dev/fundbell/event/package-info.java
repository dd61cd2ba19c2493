/**
 * The contract on Kafka: the event of a published notification, its JSON, its topics and
 * its headers.
 */
@NullMarked
package dev.fundbell.event;

import org.jspecify.annotations.NullMarked;
