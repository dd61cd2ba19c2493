package dev.fundbell.dataflow.server.platform;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.Ports;
import dev.fundbell.test.app.AppCommand;

/** The packaged server as a process, as operators run it. Tests may kill it. */
public final class ServerProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private final ChildCommand command;

	private final int port;

	private ChildProcess process;

	private ServerProcess(ChildCommand command, int port) {
		this.command = command;
		this.port = port;
		this.process = ChildProcess.start(command);
	}

	/**
	 * Starts a server and does not wait for it.
	 * @param name of the server, which names its directory
	 * @param database the name of its database
	 * @param more properties besides the common ones
	 */
	public static ServerProcess start(String name, String database, Map<String, String> more) {
		int port = Ports.free();
		Map<String, Object> properties = new LinkedHashMap<>(TestServer.properties(Platform.database(), database));
		properties.remove("spring.datasource.password");
		properties.put("server.port", port);
		properties.put("spring.cloud.dataflow.task.platform.local.accounts.default.working-directories-root",
				runs(name));
		properties.putAll(more);
		List<String> command = new ArrayList<>(
				AppCommand.of(Platform.TARGET.resolve(Platform.versioned("dataflow-server")), "-Xmx400m"));
		properties.forEach((key, value) -> command.add("--" + key + "=" + value));
		return new ServerProcess(ChildCommand.of("server-" + name, command, Platform.TARGET.resolve("it"))
			.withEnvironment(Map.of("SPRING_DATASOURCE_PASSWORD", TestDatabase.PASSWORD)), port);
	}

	/** Returns the directory of a server's executions. */
	public static Path runs(String name) {
		return Platform.TARGET.resolve("it/tasks-of-" + name);
	}

	public ServerProcess await() {
		this.process.await(PATIENCE, () -> Ports.answers(this.port) && isReady());
		return this;
	}

	private boolean isReady() {
		try {
			return rest().get("/management/health").status() == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/** Waits for its end. */
	public int exitCode() {
		return this.process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	public Rest rest() {
		return new Rest("http://127.0.0.1:" + this.port);
	}

	public Path log() {
		return this.process.logFile();
	}

	/** As {@code kill -9} does. */
	public void kill() {
		this.process.kill();
	}

	public ServerProcess restart() {
		this.process = ChildProcess.start(this.command);
		return this;
	}

	public void stop() {
		this.process.stop(Duration.ofSeconds(30));
	}

	@Override
	public void close() {
		stop();
	}

}
