/**
 * Steps of every task: chunk-oriented, partitioned by key range over a bounded pool, with
 * one policy for lost locks and one for rows that cannot be processed.
 */
@NullMarked
package dev.fundbell.batch.step;

import org.jspecify.annotations.NullMarked;
