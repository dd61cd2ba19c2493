/**
 * Publishing: each created notification is claimed, sent to Kafka, and marked once the
 * broker has acknowledged it.
 */
@NullMarked
package dev.fundbell.batch.publish;

import org.jspecify.annotations.NullMarked;
