package dev.fundbell.local.system;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.fundbell.local.services.ChildCommand;
import dev.fundbell.local.services.ChildProcess;
import dev.fundbell.local.services.LocalServer;
import dev.fundbell.local.services.LocalServiceException;
import dev.fundbell.local.services.Ports;
import dev.fundbell.local.services.ServiceFiles;
import org.jspecify.annotations.Nullable;

/**
 * A part that is an executable jar with a health page: Skipper and the Data Flow server.
 */
public final class SpringServer implements LocalServer {

	private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

	private static final Duration STOP_GRACE = Duration.ofSeconds(20);

	// Both parts only administrate: to be up soon counts more than to be fast later.
	private static final List<String> JVM_OPTIONS = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

	private final String name;

	private final int port;

	private final HealthPage health;

	private final ServiceFiles files;

	private final Path jar;

	private final List<String> arguments;

	private final Map<String, String> environment;

	private volatile @Nullable ChildProcess process;

	SpringServer(String name, int port, String healthPath, ServiceFiles files, Path jar, List<String> arguments,
			Map<String, String> environment) {
		this.name = name;
		this.port = port;
		this.health = new HealthPage(URI.create("http://" + Ports.HOST + ":" + port + healthPath));
		this.files = files;
		this.jar = jar;
		this.arguments = arguments;
		this.environment = environment;
	}

	@Override
	public SpringServer start() {
		Ports.requireFree(this.port, this.name, "choose another port");
		ChildProcess started = ChildProcess.start(new ChildCommand(this.name, command(), this.environment,
				Objects.requireNonNull(this.files.log().getParent()), this.files.log(), this.files.pid()));
		this.process = started;
		try {
			started.await(START_TIMEOUT, this.health::isUp);
		}
		catch (LocalServiceException ex) {
			started.kill();
			// It never ran: whoever looks for parts that died must not find it.
			this.process = null;
			throw ex;
		}
		return this;
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		command.add(java().toString());
		command.addAll(JVM_OPTIONS);
		command.addAll(List.of("-jar", this.jar.toString(), "--server.port=" + this.port,
				"--server.address=" + Ports.HOST, "--spring.main.banner-mode=off"));
		command.addAll(this.arguments);
		return command;
	}

	/**
	 * The program that runs this JVM, for others beside it.
	 */
	public static Path java() {
		return Path.of(System.getProperty("java.home"), "bin", "java");
	}

	@Override
	public void stop() {
		ChildProcess running = this.process;
		if (running != null) {
			running.stop(STOP_GRACE);
		}
	}

	@Override
	public void kill() {
		ChildProcess running = this.process;
		if (running != null) {
			running.kill();
		}
	}

	@Override
	public boolean isRunning() {
		ChildProcess started = this.process;
		return started != null && started.isAlive();
	}

	@Override
	public boolean isStarted() {
		return this.process != null;
	}

	@Override
	public ChildProcess process() {
		ChildProcess running = this.process;
		if (running == null) {
			throw new IllegalStateException("Not started yet");
		}
		return running;
	}

}
