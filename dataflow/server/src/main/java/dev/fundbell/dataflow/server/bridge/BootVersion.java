package dev.fundbell.dataflow.server.bridge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.jspecify.annotations.Nullable;

/**
 * Boot version of an app as Data Flow counts: 2, or 3 for Boot 3 and later. A file on
 * this machine says in its manifest which it has; other apps are taken for Boot 3.
 */
final class BootVersion {

	private static final String FILE = "file:";

	private BootVersion() {
	}

	/**
	 * Returns the version.
	 * @param uri the app's URI, which nobody has checked yet
	 */
	static String of(@Nullable String uri) {
		return Optional.ofNullable(uri)
			.filter((text) -> text.startsWith(FILE))
			.flatMap(BootVersion::manifest)
			.map((manifest) -> manifest.getMainAttributes().getValue("Spring-Boot-Version"))
			.filter((version) -> version.startsWith("1.") || version.startsWith("2."))
			.map((version) -> "2")
			.orElse("3");
	}

	private static Optional<Manifest> manifest(String uri) {
		try (JarFile jar = new JarFile(Path.of(uri.substring(FILE.length()).replaceFirst("^/+", "/")).toFile())) {
			return Optional.ofNullable(jar.getManifest());
		}
		catch (IOException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
