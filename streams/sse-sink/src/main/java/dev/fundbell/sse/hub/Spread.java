package dev.fundbell.sse.hub;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.fundbell.sse.SseSinkProperties;

/**
 * Durations that differ from connection to connection. Clients that came at the same
 * moment, say after a deployment, would otherwise come back at the same moment for ever.
 */
final class Spread {

	private final SseSinkProperties properties;

	Spread(SseSinkProperties properties) {
		this.properties = properties;
	}

	Duration lifetime() {
		return between(0.8, 1.0, this.properties.lifetime());
	}

	Duration retry() {
		return between(0.5, 1.5, this.properties.retry());
	}

	Duration retryAfter() {
		return between(1.0, 3.0, this.properties.retryAfter());
	}

	private static Duration between(double least, double most, Duration usual) {
		double factor = least + (most - least) * ThreadLocalRandom.current().nextDouble();
		return Duration.ofMillis(Math.round(usual.toMillis() * factor));
	}

}
