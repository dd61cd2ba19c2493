/** Endpoint, health and metrics for operators. */
@NullMarked
package dev.fundbell.sms.admin;

import org.jspecify.annotations.NullMarked;
