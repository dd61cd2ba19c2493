/**
 * Deliveries: one row per notification, from its arrival to the gateway's response.
 * {@code DeliveryIntake} stores it, {@code Dispatcher} claims and sends it,
 * {@code OutcomeWriter} stores the outcome, {@code DeliveryMaintenance} does what is due
 * later.
 */
@NullMarked
package dev.fundbell.sms.delivery;

import org.jspecify.annotations.NullMarked;
