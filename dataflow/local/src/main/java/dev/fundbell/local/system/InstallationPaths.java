package dev.fundbell.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.fundbell.app.ExtractedApp;
import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.PidFile;
import dev.fundbell.servers.ServerFiles;

/**
 * Paths of an installation: where the built jars are, and where the running system keeps
 * its files.
 *
 * @param home the root of the project, which holds the built jars and the definitions
 * @param directory the system's state: data, logs, pids and passwords
 */
public record InstallationPaths(Path home, Path directory) {

	public InstallationPaths {
		home = home.toAbsolutePath().normalize();
		directory = directory.toAbsolutePath().normalize();
	}

	Path data(String part) {
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

	Path temporaryFiles(String part) {
		return this.directory.resolve("tmp").resolve(part);
	}

	ServerFiles files(String part) {
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
	 * The pid file of the process that runs the system.
	 */
	public PidFile supervisor() {
		return pidFile("fundbell");
	}

	/**
	 * The pid file of the same process, written once the whole system is ready.
	 */
	public PidFile ready() {
		return pidFile("ready");
	}

	public Path definitions() {
		return this.home.resolve("dataflow/definitions");
	}

	/**
	 * The jar that Maven builds in a module, relative to the module's folder.
	 * @param name the module's artifact id, such as {@code sse-sink}
	 */
	public static String jar(String name) {
		return "target/" + name + "-" + Version.number() + ".jar";
	}

	/**
	 * The jar of our Data Flow server.
	 * @throws LocalServerException if it is not built
	 */
	public Path dataFlowServer() {
		return requireBuilt(this.home.resolve("dataflow/server").resolve(jar("dataflow-server")));
	}

	/**
	 * The jar of a part that comes ready-made.
	 * @param name such as {@code skipper-server}
	 * @throws LocalServerException if the build has not fetched it
	 */
	public Path part(String name) {
		return requireBuilt(this.home.resolve("dataflow/local/target/parts").resolve(name + ".jar"));
	}

	/**
	 * The directory with the working directories of launched apps, which hold their logs.
	 * @param kind {@code tasks} or {@code streams}
	 */
	Path appDirectories(String kind) {
		return this.directory.resolve("apps").resolve(kind);
	}

	/**
	 * Deletes the system's own files. Other files in the directory stay.
	 */
	public void deleteState() throws IOException {
		for (String name : List.of("data", "logs", "run", "apps", "tmp", "passwords.properties", "sse-sink.key")) {
			delete(this.directory.resolve(name));
		}
	}

	/**
	 * Makes an empty directory, whatever was there before.
	 * @throws LocalServerException if it cannot be made
	 */
	static void makeEmpty(Path directory) {
		try {
			delete(directory);
			Files.createDirectories(directory);
		}
		catch (IOException ex) {
			throw new LocalServerException("The directory %s cannot be emptied: %s".formatted(directory, ex), ex);
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
	 * Deletes the files that describe the running system, once it no longer runs.
	 */
	public void deleteRunFiles() {
		List.of(ready(), supervisor(), new PidFile(ports())).forEach(PidFile::delete);
	}

	/**
	 * The plain jar of an executable one. It is beside that one, in a directory of its
	 * name, and is extracted if that has not happened yet.
	 * @throws LocalServerException if it cannot be extracted
	 */
	public static Path extracted(Path executable) {
		try {
			return ExtractedApp.extract(executable, extracts(executable));
		}
		catch (UncheckedIOException ex) {
			throw new LocalServerException("%s cannot be extracted: %s".formatted(executable, ex.getCause()), ex);
		}
	}

	/**
	 * Where the plain jar of an executable one is or will be.
	 */
	public static Path extractedJar(Path executable) {
		return extracts(executable).resolve(executable.getFileName());
	}

	private static Path extracts(Path executable) {
		return executable.resolveSibling(executable.getFileName().toString().replaceFirst("\\.jar$", ""));
	}

	/**
	 * Returns the jar.
	 * @throws LocalServerException if there is no such file
	 */
	public static Path requireBuilt(Path jar) {
		if (!Files.isRegularFile(jar)) {
			throw new LocalServerException(
					"%s is not built: run ./mvnw -DskipTests -DskipChecks package".formatted(jar));
		}
		return jar;
	}

}
