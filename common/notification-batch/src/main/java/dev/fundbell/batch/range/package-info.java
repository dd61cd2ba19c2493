/**
 * Key ranges: partitioners that cut the rows of a run, readers that read a partition
 * range by range, and the shares of several runs.
 */
@NullMarked
package dev.fundbell.batch.range;

import org.jspecify.annotations.NullMarked;
