package dev.fundbell.local;

import java.net.URI;
import java.time.Duration;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.local.services.LocalServiceException;
import dev.fundbell.local.services.Pause;
import dev.fundbell.local.system.HealthPage;

/**
 * Waits for the sse-sink, which not we start but Skipper.
 */
final class SinkHealth {

	private static final Duration TIMEOUT = Duration.ofMinutes(4);

	private static final Duration POLL = Duration.ofMillis(300);

	private final HealthPage page;

	private final DataFlowClient dataFlow;

	SinkHealth(URI sink, DataFlowClient dataFlow) {
		this.page = new HealthPage(sink.resolve("/actuator/health"));
		this.dataFlow = dataFlow;
	}

	void await() {
		long deadline = System.nanoTime() + TIMEOUT.toNanos();
		while (!this.page.isUp()) {
			if (this.dataFlow.streamStatus("browser-push").equals("failed")) {
				throw new LocalServiceException(
						"The sse-sink ended while starting: see %s logs sse-sink".formatted(Program.name()));
			}
			if (System.nanoTime() > deadline) {
				throw new LocalServiceException("The sse-sink is not up after %d seconds: see %s logs sse-sink"
					.formatted(TIMEOUT.toSeconds(), Program.name()));
			}
			Pause.of(POLL);
		}
	}

}
