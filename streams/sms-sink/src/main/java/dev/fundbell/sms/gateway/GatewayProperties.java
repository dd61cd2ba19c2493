package dev.fundbell.sms.gateway;

import java.time.Duration;

import dev.fundbell.sms.text.SmsCharset;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of one gateway.
 *
 * @param type The kind of gateway: LOG sends nothing, HTTP is any gateway with a JSON
 * interface, SOLAPI is that service. Set it to send.
 * @param from The sender's number, as registered with the gateway. Set it where the
 * gateway wants one; SOLAPI needs it.
 * @param ratePerSecond Messages per second that this instance gives to it at most. 0 sets
 * no limit. Unit: messages per second. Set it to the contract with the gateway, divided
 * by the number of instances.
 * @param connectTimeout How long connecting may take. At least 100ms. Raise it for a
 * distant gateway.
 * @param timeout How long an answer may take; then the message is UNKNOWN. At least
 * 100ms. Raise it above the slowest answer that the gateway gives.
 * @param attempts How often a message is tried while the gateway's answer is temporary,
 * before the next gateway gets it, too. At least 1. Unit: attempts. Lower it to change to
 * the next gateway sooner.
 * @param backoff How long to wait before the second attempt; doubled before each further
 * one, and has a jitter of half. At least 1ms. Raise it where a gateway counts refused
 * calls.
 * @param longestBackoff How long to wait between two attempts at most. At least 1ms.
 * Lower it where messages should leave soon after an outage.
 * @param failureRate Percentage of failures among the last hundred calls from which on
 * the circuit breaker opens and the gateway is left alone. 1 to 100. Unit: percent. Lower
 * it to spare a gateway sooner.
 * @param pause For how long the gateway is left alone once the circuit breaker is open.
 * At least 100ms. Raise it where outages last.
 * @param probeInterval How often a gateway is probed that is stopped because it takes
 * none of our messages. At least 1s. Lower it to go on sooner after its key was mended.
 * @param charset The characters that it carries: EUC_KR, CP949 (all Hangul syllables),
 * GSM_7 or UCS_2; others are transliterated, or replaced by a question mark. Change it to
 * what the gateway says.
 * @param http The options of the type {@code http}.
 * @param solapi The options of the type {@code solapi}.
 * @param receipts How it reports deliveries. None: accepted messages stay SENT.
 */
public record GatewayProperties(@DefaultValue("LOG") Type type, @Nullable String from,
		@DefaultValue("0") @Min(0) int ratePerSecond,
		@DefaultValue("3s") @DurationMin(millis = 100) Duration connectTimeout,
		@DefaultValue("10s") @DurationMin(millis = 100) Duration timeout, @DefaultValue("4") @Min(1) int attempts,
		@DefaultValue("500ms") @DurationMin(millis = 1) Duration backoff,
		@DefaultValue("5m") @DurationMin(millis = 1) Duration longestBackoff,
		@DefaultValue("50") @Min(1) @Max(100) int failureRate,
		@DefaultValue("30s") @DurationMin(millis = 100) Duration pause,
		@DefaultValue("1m") @DurationMin(seconds = 1) Duration probeInterval,
		@DefaultValue("EUC_KR") SmsCharset charset, @Valid @Nullable HttpProperties http,
		@Valid @Nullable SolapiProperties solapi, @Valid @Nullable ReceiptProperties receipts) {

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
