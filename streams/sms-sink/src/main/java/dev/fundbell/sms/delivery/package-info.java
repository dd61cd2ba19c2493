/** The way of a notification from its arrival to the provider's answer. */
@NullMarked
package dev.fundbell.sms.delivery;

import org.jspecify.annotations.NullMarked;
