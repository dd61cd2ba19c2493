package dev.fundbell.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The executable jar of an app, in the directory where the build of its module puts it.
 */
final class AppJar {

	private AppJar() {
	}

	/**
	 * Returns the jar of a module.
	 * @throws IllegalStateException if the module is not built, or was built in two
	 * versions
	 */
	static Path of(Path module) {
		Path target = module.resolve("target");
		String jar = module.getFileName() + "-\\d+\\.\\d+\\.\\d+\\.jar";
		try (Stream<Path> files = Files.list(target)) {
			return files.filter((file) -> file.getFileName().toString().matches(jar)).reduce((one, other) -> {
				throw new IllegalStateException("There are two jars in %s: remove one of %s and %s".formatted(target,
						one.getFileName(), other.getFileName()));
			}).orElseThrow(() -> new IllegalStateException("There is no jar in " + target + ": build it first"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
