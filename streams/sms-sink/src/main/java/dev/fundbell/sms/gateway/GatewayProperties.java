package dev.fundbell.sms.gateway;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of one gateway.
 *
 * @param type The kind of gateway.
 * @param from The sender's number, as registered with the gateway.
 * @param ratePerSecond Messages per second that this instance gives to it at most. 0 sets
 * no limit.
 * @param connectTimeout How long connecting may take. At least 100ms.
 * @param timeout How long an answer may take; then the message is UNKNOWN. At least
 * 100ms.
 * @param attempts How often a message is tried while the gateway's answer is temporary.
 * At least 1.
 * @param backoff How long to wait before the second attempt; grows by half before each
 * further one, and has a jitter of half. At least 1ms.
 * @param failureRate Percentage of failures among the last hundred calls from which on
 * the circuit breaker opens and the gateway is left alone. 1 to 100.
 * @param pause For how long it is left alone then. At least 100ms.
 * @param http The options of the type {@code http}.
 * @param solapi The options of the type {@code solapi}.
 */
public record GatewayProperties(@DefaultValue("LOG") Type type, @Nullable String from,
		@DefaultValue("0") @Min(0) int ratePerSecond,
		@DefaultValue("3s") @DurationMin(millis = 100) Duration connectTimeout,
		@DefaultValue("10s") @DurationMin(millis = 100) Duration timeout, @DefaultValue("4") @Min(1) int attempts,
		@DefaultValue("500ms") @DurationMin(millis = 1) Duration backoff,
		@DefaultValue("50") @Min(1) @Max(100) int failureRate,
		@DefaultValue("30s") @DurationMin(millis = 100) Duration pause, @Valid @Nullable HttpProperties http,
		@Valid @Nullable SolapiProperties solapi) {

	/** The kinds of gateways. */
	public enum Type {

		/** Sends nothing, and logs that it would have. */
		LOG,
		/** Any gateway with a JSON interface. */
		HTTP,
		/** Solapi's REST API v4. */
		SOLAPI

	}

}
