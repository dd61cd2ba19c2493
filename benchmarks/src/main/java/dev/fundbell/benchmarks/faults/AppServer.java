package dev.fundbell.benchmarks.faults;

import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildServer;
import dev.fundbell.servers.HealthEndpoint;
import dev.fundbell.servers.Ports;

/** Server that is an app of ours, or the gateway, as a child process. */
final class AppServer extends ChildServer {

	private final ChildCommand command;

	private final BooleanSupplier ready;

	/**
	 * A server that is not started.
	 * @param command its command
	 * @param ready whether it answers
	 */
	AppServer(ChildCommand command, BooleanSupplier ready) {
		super(Duration.ofMinutes(4), Duration.ofSeconds(30));
		this.command = command;
		this.ready = ready;
	}

	/** Whether an app of ours is ready. */
	static boolean isReady(int port) {
		return new HealthEndpoint(URI.create("http://%s:%d/actuator/health/readiness".formatted(Ports.HOST, port)))
			.isUp();
	}

	@Override
	protected ChildCommand prepare() {
		return this.command;
	}

	@Override
	protected boolean answers() {
		return this.ready.getAsBoolean();
	}

}
