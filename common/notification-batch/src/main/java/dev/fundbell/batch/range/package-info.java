/**
 * Key ranges: how the rows of a run are cut into partitions, how a partition is read
 * range by range, and how several runs share the rows.
 */
@NullMarked
package dev.fundbell.batch.range;

import org.jspecify.annotations.NullMarked;
