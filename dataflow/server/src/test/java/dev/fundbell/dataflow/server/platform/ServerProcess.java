package dev.fundbell.dataflow.server.platform;

import java.io.File;
import java.io.UncheckedIOException;
import java.net.URI;
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

	private static final Path JAR = Platform.TARGET.resolve(Platform.versioned("dataflow-server"));

	private static final String MEMORY = "-Xmx400m";

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
		return start(name, database, more, AppCommand.of(JAR, MEMORY));
	}

	/**
	 * Starts a server whose clock the test sets, see {@link SteppedServer}, and does not
	 * wait for it.
	 * @param clock the file with the number of milliseconds by which its clock is ahead
	 */
	public static ServerProcess startStepped(String name, String database, Map<String, String> more, Path clock) {
		Path tests = Path
			.of(URI.create(SteppedServer.class.getProtectionDomain().getCodeSource().getLocation().toString()));
		List<String> command = AppCommand.of(JAR, MEMORY, "-D" + SteppedServer.CLOCK + "=" + clock);
		String application = command.remove(command.size() - 1);
		command.set(command.size() - 1, "-cp");
		command.add(application + File.pathSeparator + tests);
		command.add(SteppedServer.class.getName());
		return start(name, database, more, command);
	}

	private static ServerProcess start(String name, String database, Map<String, String> more, List<String> java) {
		int port = Ports.free();
		Map<String, Object> properties = new LinkedHashMap<>(TestServer.properties(Platform.database(), database));
		properties.remove("spring.datasource.password");
		properties.put("server.port", port);
		properties.put("spring.cloud.dataflow.task.platform.local.accounts.default.working-directories-root",
				runs(name));
		properties.putAll(more);
		List<String> command = new ArrayList<>(java);
		properties.forEach((key, value) -> command.add("--" + key + "=" + value));
		return new ServerProcess(ChildCommand.of("server-" + name, command, Platform.TARGET.resolve("it"))
			.withEnvironment(Map.of("SPRING_DATASOURCE_PASSWORD", TestDatabase.PASSWORD)), port);
	}

	/** Returns the directory of a server's executions. */
	public static Path runs(String name) {
		return Platform.TARGET.resolve("it/tasks-of-" + name);
	}

	public ServerProcess await() {
		this.process.await(PATIENCE, this::isReady);
		return this;
	}

	public boolean isReady() {
		try {
			return Ports.answers(this.port) && rest().get("/management/health").status() == 200;
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

	public boolean isAlive() {
		return this.process.isAlive();
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
