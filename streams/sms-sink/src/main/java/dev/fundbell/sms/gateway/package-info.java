/**
 * SMS gateways: the port, its adapters, and retry, failover, circuit breaker and rate
 * limit around them.
 */
@NullMarked
package dev.fundbell.sms.gateway;

import org.jspecify.annotations.NullMarked;
