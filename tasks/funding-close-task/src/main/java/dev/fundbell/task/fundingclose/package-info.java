/**
 * Closes fundings whose deadline has passed, gives the participants of those that
 * succeeded a coupon, and tells all participants.
 */
@NullMarked
package dev.fundbell.task.fundingclose;

import org.jspecify.annotations.NullMarked;
