package dev.fundbell.local.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.PidFile;
import dev.fundbell.servers.ServerFiles;

/**
 * Where everything is.
 *
 * @param home the root of the project, which holds the built jars and the definitions
 * @param directory the system's state: data, logs, pids and passwords
 */
public record Layout(Path home, Path directory) {

	public Layout {
		home = home.toAbsolutePath().normalize();
		directory = directory.toAbsolutePath().normalize();
	}

	public Path data(String part) {
		return this.directory.resolve("data").resolve(part);
	}

	public Path logs() {
		return this.directory.resolve("logs");
	}

	public Path log(String part) {
		return logs().resolve(part + ".log");
	}

	public Path run() {
		return this.directory.resolve("run");
	}

	public PidFile pidFile(String part) {
		return new PidFile(run().resolve(part + ".pid"));
	}

	public ServerFiles files(String part) {
		return new ServerFiles(log(part), pidFile(part).path());
	}

	public Path passwords() {
		return this.directory.resolve("passwords.properties");
	}

	/**
	 * The ports of the running system, for the other commands.
	 */
	public Path ports() {
		return run().resolve("ports.properties");
	}

	/**
	 * Names the process that runs the system.
	 */
	public PidFile supervisor() {
		return pidFile("fundbell");
	}

	/**
	 * Names the process that runs the system, once all of it is ready.
	 */
	public PidFile ready() {
		return pidFile("ready");
	}

	public Path definitions() {
		return this.home.resolve("dataflow/definitions");
	}

	/**
	 * The built jar of one of our apps.
	 * @param module its folder, such as {@code streams/sse-sink}
	 * @throws LocalServerException if it is not built
	 */
	public Path app(String module) {
		Path folder = this.home.resolve(module);
		return built(folder.resolve("target").resolve(folder.getFileName() + "-" + Version.number() + ".jar"));
	}

	/**
	 * The Data Flow server, which is ours.
	 */
	public Path dataFlowServer() {
		return built(this.home.resolve("dataflow/server/target/dataflow-server-" + Version.number() + ".jar"));
	}

	/**
	 * A part that comes ready-made.
	 * @param name such as {@code skipper-server}
	 */
	public Path part(String name) {
		return built(this.home.resolve("dataflow/local/target/parts").resolve(name + ".jar"));
	}

	/**
	 * Where the working directories of launched apps, and in them their logs, are.
	 * @param kind {@code tasks} or {@code streams}
	 */
	public Path launched(String kind) {
		return this.directory.resolve("apps").resolve(kind);
	}

	/**
	 * @throws LocalServerException if a jar that the system needs is missing
	 */
	public void requireBuilt() {
		dataFlowServer();
		part("skipper-server");
		app("streams/sse-sink");
		app("streams/sms-sink");
		app("tasks/coupon-expiry-task");
		app("tasks/funding-close-task");
		app("tasks/funding-reminder-task");
	}

	/**
	 * Deletes what the system has made, and nothing else that may lie in the directory.
	 */
	public void deleteState() throws IOException {
		for (String name : List.of("data", "logs", "run", "apps", "passwords.properties", "sse-sink.key")) {
			delete(this.directory.resolve(name));
		}
	}

	private static void delete(Path path) throws IOException {
		if (Files.exists(path)) {
			try (Stream<Path> files = Files.walk(path)) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
		}
	}

	/**
	 * Forgets what runs, because it no longer does.
	 */
	public void clearRun() {
		List.of(ready(), supervisor(), new PidFile(ports())).forEach(PidFile::delete);
	}

	private static Path built(Path jar) {
		if (!Files.isRegularFile(jar)) {
			throw new LocalServerException(
					"%s is not built: run ./mvnw -DskipTests -DskipChecks package".formatted(jar));
		}
		return jar;
	}

}
