package dev.fundbell.local.startup;

import java.net.URI;
import java.time.Duration;

import dev.fundbell.local.client.DataFlowClient;
import dev.fundbell.local.definition.StreamDefinition;
import dev.fundbell.local.system.Program;
import dev.fundbell.servers.HealthEndpoint;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;

/**
 * Readiness check of a sink. Skipper starts the sinks, so their processes are not ours.
 */
final class SinkHealth {

	private static final Duration TIMEOUT = Duration.ofMinutes(4);

	private static final Duration POLL = Duration.ofMillis(300);

	private final StreamDefinition stream;

	private final HealthEndpoint health;

	private final DataFlowClient dataFlow;

	SinkHealth(StreamDefinition stream, URI url, DataFlowClient dataFlow) {
		this.stream = stream;
		this.health = new HealthEndpoint(url.resolve("/actuator/health"));
		this.dataFlow = dataFlow;
	}

	/**
	 * Waits until the sink is ready.
	 * @throws LocalServerException if it has failed, or is not ready in time
	 */
	void await() {
		long deadline = System.nanoTime() + TIMEOUT.toNanos();
		while (!this.health.isUp()) {
			if (this.dataFlow.streamStatus(this.stream.name()).equals("failed")) {
				throw new LocalServerException("The %1$s ended while starting: see %2$s logs %1$s"
					.formatted(this.stream.sink(), Program.name()));
			}
			if (System.nanoTime() > deadline) {
				throw new LocalServerException("The %1$s is not up after %2$d seconds: see %3$s logs %1$s"
					.formatted(this.stream.sink(), TIMEOUT.toSeconds(), Program.name()));
			}
			Pause.of(POLL);
		}
	}

}
