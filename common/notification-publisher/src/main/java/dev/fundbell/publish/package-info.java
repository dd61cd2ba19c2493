/**
 * Transactional outbox: each created notification is claimed, sent to Kafka, and marked
 * once the broker has acknowledged it, by tasks and by the online service alike.
 */
@NullMarked
package dev.fundbell.publish;

import org.jspecify.annotations.NullMarked;
