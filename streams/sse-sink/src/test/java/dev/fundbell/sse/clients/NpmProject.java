package dev.fundbell.sse.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A copy of an npm project in the build's folder, with the packages that its lock file
 * names, installed from their registry once per JVM.
 */
final class NpmProject {

	/** The repository. */
	static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

	private static final Map<String, NpmProject> PROJECTS = new ConcurrentHashMap<>();

	private final Path directory;

	/** Why its packages are not there; null if they are. */
	private final String failure;

	private NpmProject(Path directory, String failure) {
		this.directory = directory;
		this.failure = failure;
	}

	/** The packages of {@code clients/}. */
	static NpmProject clients() {
		return installed("clients");
	}

	/** Clients that others have written. */
	static NpmProject realClients() {
		return installed("streams/sse-sink/src/test/clients");
	}

	private static NpmProject installed(String folder) {
		String npm = Programs.npm();
		NpmProject project = PROJECTS.computeIfAbsent(folder, (name) -> install(npm, ROOT.resolve(name)));
		if (project.failure != null) {
			Programs.missing("npm cannot install the packages of " + folder + ": " + project.failure);
		}
		return project;
	}

	private static NpmProject install(String npm, Path source) {
		Path directory = Path.of("target/npm", System.getProperty("test.fork", "fork-1"))
			.resolve(source.getParent().getFileName() + "-" + source.getFileName());
		copy(source, directory);
		try {
			Programs.run(directory, npm, "ci", "--ignore-scripts");
			return new NpmProject(directory, null);
		}
		catch (AssertionError ex) {
			return new NpmProject(directory, ex.getMessage());
		}
	}

	Path path(String file) {
		return this.directory.resolve(file);
	}

	/** Runs npm, and returns what it prints. */
	String npm(String... arguments) {
		return Programs.run(this.directory,
				Stream.concat(Stream.of(Programs.npm()), Stream.of(arguments)).toArray(String[]::new));
	}

	private static void copy(Path from, Path to) {
		for (Path file : files(from)) {
			Path copy = to.resolve(from.relativize(file).toString());
			try {
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private static List<Path> files(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile)
				.filter((file) -> !folder.relativize(file).toString().contains("node_modules"))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
