package dev.fundbell.sse.hub;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.fundbell.sse.SseSinkProperties;

/**
 * Jitter: durations that differ at random from connection to connection. Clients that
 * connected at the same moment, such as after a deployment, would otherwise reconnect at
 * the same moment again and again.
 */
final class Jitter {

	private final SseSinkProperties properties;

	Jitter(SseSinkProperties properties) {
		this.properties = properties;
	}

	Duration lifetime() {
		return between(0.8, 1.0, this.properties.lifetime());
	}

	Duration heartbeat() {
		return between(0.8, 1.0, this.properties.heartbeat());
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
