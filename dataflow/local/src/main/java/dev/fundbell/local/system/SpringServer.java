package dev.fundbell.local.system;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.fundbell.app.ClassDataArchive;
import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildServer;
import dev.fundbell.servers.HealthEndpoint;
import dev.fundbell.servers.Ports;
import dev.fundbell.servers.ServerFiles;

/**
 * Server that is an executable Spring Boot jar with a health endpoint: Skipper or Data
 * Flow. It runs extracted, since it starts faster so.
 */
public final class SpringServer extends ChildServer {

	private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

	private static final Duration STOP_GRACE = Duration.ofSeconds(20);

	// Both servers only administer: a quick start matters more than later speed.
	private static final List<String> JVM_OPTIONS = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

	private final String name;

	private final int port;

	private final HealthEndpoint health;

	private final ServerFiles files;

	private final Path temporaryFiles;

	private final Path jar;

	private final List<String> arguments;

	private final Map<String, String> environment;

	SpringServer(String name, int port, String healthPath, ServerFiles files, Path temporaryFiles, Path jar,
			List<String> arguments, Map<String, String> environment) {
		super(START_TIMEOUT, STOP_GRACE);
		this.name = name;
		this.port = port;
		this.health = new HealthEndpoint(URI.create("http://" + Ports.HOST + ":" + port + healthPath));
		this.files = files;
		this.temporaryFiles = temporaryFiles;
		this.jar = jar;
		this.arguments = arguments;
		this.environment = environment;
	}

	@Override
	protected ChildCommand prepare() {
		Ports.requireFree(this.port, this.name, "choose another port");
		InstallationPaths.makeEmpty(this.temporaryFiles);
		return new ChildCommand(this.name, command(), this.environment,
				Objects.requireNonNull(this.files.log().getParent()), this.files.log(), this.files.pid());
	}

	@Override
	protected boolean answers() {
		return this.health.isUp();
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		Path app = InstallationPaths.extracted(this.jar);
		command.add(java().toString());
		command.addAll(JVM_OPTIONS);
		// Both leave temporary directories behind, Data Flow one with each stream that it
		// deploys.
		command.add("-Djava.io.tmpdir=" + this.temporaryFiles);
		command.addAll(ClassDataArchive.optionsOfServer(app));
		command.addAll(List.of("-jar", app.toString(), "--server.port=" + this.port, "--server.address=" + Ports.HOST,
				"--spring.main.banner-mode=off"));
		command.addAll(this.arguments);
		return command;
	}

	/**
	 * The {@code java} program of this JVM, with which other JVMs are started.
	 */
	public static Path java() {
		return Path.of(System.getProperty("java.home"), "bin", "java");
	}

}
