/**
 * What a run says of itself: what a dry run would change, what a run has left and why,
 * and the id that its rows carry.
 */
@NullMarked
package dev.fundbell.batch.report;

import org.jspecify.annotations.NullMarked;
