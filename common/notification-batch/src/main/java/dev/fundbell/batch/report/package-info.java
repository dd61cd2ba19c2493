/**
 * Reports of a run: the changes that a dry run would make, the rows that a run has left
 * with the reason, and the run's id on the rows that it has changed.
 */
@NullMarked
package dev.fundbell.batch.report;

import org.jspecify.annotations.NullMarked;
