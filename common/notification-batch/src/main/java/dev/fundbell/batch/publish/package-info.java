/**
 * Publishing in the steps of a task: over the binding to Kafka, with chunks that earlier
 * runs have left, and chunks that cannot be published.
 */
@NullMarked
package dev.fundbell.batch.publish;

import org.jspecify.annotations.NullMarked;
