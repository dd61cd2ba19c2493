package dev.fundbell.tracing;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the traces of notifications.
 *
 * @param endpoint Address of an OpenTelemetry collector that takes OTLP over HTTP, such
 * as http://collector:4318. Set it to have traces; none are made without it.
 * @param oneIn Number of notifications for each that is traced. At least 1. Unit:
 * notifications. Set it to 1 to trace all of them; give every app the same number, or
 * traces lack parts.
 */
@ConfigurationProperties("fundbell.tracing")
record TracingProperties(@Nullable URI endpoint, @DefaultValue("1000") long oneIn) {

	TracingProperties {
		if (endpoint != null
				&& (endpoint.getHost() == null || !String.valueOf(endpoint.getScheme()).startsWith("http"))) {
			throw new IllegalArgumentException("fundbell.tracing.endpoint must be an http or https address");
		}
		if (oneIn < 1) {
			throw new IllegalArgumentException("fundbell.tracing.one-in must be at least 1");
		}
	}

}
