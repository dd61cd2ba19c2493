package dev.fundbell.benchmarks.faults;

import java.time.Duration;
import java.util.function.Function;

import dev.fundbell.servers.LocalServer;
import dev.fundbell.servers.LocalServerException;

/** Part that is a server: it runs all the time, on the same data and the same port. */
final class ServerPart implements Part, AutoCloseable {

	private final String name;

	private final Disk disk;

	private final Function<Duration, LocalServer> servers;

	private LocalServer server;

	/**
	 * A part that does not run.
	 * @param name its name
	 * @param disk the file system of its data
	 * @param servers makes the server, not started, by the shift of its clock
	 */
	ServerPart(String name, Disk disk, Function<Duration, LocalServer> servers) {
		this.name = name;
		this.disk = disk;
		this.servers = servers;
		this.server = servers.apply(Duration.ZERO);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Disk disk() {
		return this.disk;
	}

	/** A server always works. */
	@Override
	public void awaitMoment() {
	}

	@Override
	public void pause() {
		this.server.process().pause();
	}

	@Override
	public void resume() {
		this.server.process().resume();
	}

	@Override
	public void kill() {
		this.server.kill();
	}

	@Override
	public void start() {
		if (!this.server.isRunning()) {
			this.server = this.servers.apply(Duration.ZERO);
			this.server.start();
		}
	}

	@Override
	public void restart(Duration clockShift) {
		kill();
		this.server = this.servers.apply(clockShift);
		try {
			this.server.start();
		}
		catch (LocalServerException ex) {
			if (clockShift.isZero()) {
				throw ex;
			}
			System.out.printf("        %s with that clock: %s%n", this.name, ex.getMessage());
		}
	}

	@Override
	public void close() {
		this.server.kill();
	}

}
