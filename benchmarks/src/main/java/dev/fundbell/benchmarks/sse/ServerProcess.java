package dev.fundbell.benchmarks.sse;

import java.time.Duration;

import dev.fundbell.servers.Ports;
import org.jspecify.annotations.Nullable;

/** Base class of servers of event streams that run as a process of their own. */
abstract class ServerProcess implements EventServer {

	private final int port = Ports.free();

	/** Returns the process, as it was started last. */
	abstract MeasuredProcess process();

	@Override
	public final int port() {
		return this.port;
	}

	@Override
	public final Duration processorTime() {
		return process().processorTime();
	}

	@Override
	public final long residentKilobytes() {
		return process().residentKilobytes();
	}

	@Override
	public final boolean isAlive() {
		return process().isAlive();
	}

	@Override
	public final void stop() {
		process().stop();
	}

	@Override
	public final void close() {
		process().close();
	}

	/** The end of a request's head, for a client that may have had events. */
	static String headEnd(@Nullable String lastEventId) {
		return ((lastEventId != null) ? "Last-Event-ID: " + lastEventId + "\r\n" : "") + "\r\n";
	}

}
