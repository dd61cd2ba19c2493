/**
 * Expires coupons whose last day has passed, and tells users which of theirs expire
 * within the lead time.
 */
@NullMarked
package dev.fundbell.task.couponexpiry;

import org.jspecify.annotations.NullMarked;
