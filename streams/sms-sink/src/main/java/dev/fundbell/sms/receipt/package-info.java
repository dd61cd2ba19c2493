/** Delivery receipts, which gateways report over HTTP. */
@NullMarked
package dev.fundbell.sms.receipt;

import org.jspecify.annotations.NullMarked;
