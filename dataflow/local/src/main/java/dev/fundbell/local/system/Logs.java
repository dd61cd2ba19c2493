package dev.fundbell.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.fundbell.servers.LocalServerException;

/**
 * Finder of log files: the log of a server, or of the latest launch of an app by Skipper
 * or Data Flow.
 */
public record Logs(InstallationPaths paths) {

	/**
	 * The log of a server, an app or one launch of a task.
	 * @throws LocalServerException if there is none
	 */
	public Path of(String part) {
		Path own = this.paths.log(part);
		return Files.exists(own) ? own : ofApp(part);
	}

	private Path ofApp(String name) {
		return Stream.of("streams", "tasks")
			.map(this.paths::appDirectories)
			.filter(Files::isDirectory)
			.flatMap((root) -> logs(root, name).stream())
			.max(Comparator.comparing(Logs::modified))
			.orElseThrow(() -> new LocalServerException(
					"There is no log of %s: the parts are mariadb, kafka, skipper, dataflow, up, and the apps that ran"
						.formatted(name)));
	}

	// <root>/<deployment>/<app or execution>/stdout_0.log, or stdout.log for a task
	private static List<Path> logs(Path root, String name) {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter((file) -> file.getFileName().toString().startsWith("stdout"))
				.filter((file) -> root.relativize(file).toString().contains(name))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long modified(Path file) {
		return file.toFile().lastModified();
	}

}
