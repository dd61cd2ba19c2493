/**
 * Expires coupons whose last day has passed, and notifies users whose coupons expire
 * within the lead time.
 */
@NullMarked
package dev.fundbell.task.couponexpiry;

import org.jspecify.annotations.NullMarked;
