package dev.fundbell.local;

import java.net.URI;
import java.time.Duration;

import dev.fundbell.local.dataflow.DataFlowClient;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;
import dev.fundbell.local.system.HealthPage;

/**
 * Waits for a sink, which not we start but Skipper.
 */
final class SinkHealth {

	private static final Duration TIMEOUT = Duration.ofMinutes(4);

	private static final Duration POLL = Duration.ofMillis(300);

	private final Sink sink;

	private final HealthPage page;

	private final DataFlowClient dataFlow;

	SinkHealth(Sink sink, URI url, DataFlowClient dataFlow) {
		this.sink = sink;
		this.page = new HealthPage(url.resolve("/actuator/health"));
		this.dataFlow = dataFlow;
	}

	void await() {
		long deadline = System.nanoTime() + TIMEOUT.toNanos();
		while (!this.page.isUp()) {
			if (this.dataFlow.streamStatus(this.sink.stream()).equals("failed")) {
				throw new LocalServerException(
						"The %1$s ended while starting: see %2$s logs %1$s".formatted(this.sink.app(), Program.name()));
			}
			if (System.nanoTime() > deadline) {
				throw new LocalServerException("The %1$s is not up after %2$d seconds: see %3$s logs %1$s"
					.formatted(this.sink.app(), TIMEOUT.toSeconds(), Program.name()));
			}
			Pause.of(POLL);
		}
	}

}
