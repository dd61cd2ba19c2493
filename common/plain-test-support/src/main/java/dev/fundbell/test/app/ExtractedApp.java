package dev.fundbell.test.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Spring Boot app as a plain jar beside its libraries. It starts in half of the time that
 * the executable jar takes, which loads each class from a jar within a jar.
 */
final class ExtractedApp {

	private static final String LIBRARIES = "BOOT-INF/lib/";

	private static final String CLASSES = "BOOT-INF/classes/";

	/** Names a class of the executable jar's launcher, which does not come along. */
	private static final String FILE_SYSTEMS = "META-INF/services/java.nio.file.spi.FileSystemProvider";

	private static final Name START_CLASS = new Name("Start-Class");

	private ExtractedApp() {
	}

	/**
	 * Extracts an executable jar, of whatever version of Boot.
	 * @return a jar of the same name in the directory, to be run with {@code -jar}
	 */
	static Path extract(Path executable, Path directory) {
		Path app = directory.resolve(executable.getFileName());
		try (JarFile source = new JarFile(executable.toFile())) {
			Files.createDirectories(directory.resolve("lib"));
			List<JarEntry> entries = source.stream().toList();
			try (JarOutputStream target = new JarOutputStream(Files.newOutputStream(app), manifest(source, entries))) {
				for (JarEntry entry : entries) {
					copy(source, entry, directory, target);
				}
			}
			return app;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(JarFile source, JarEntry entry, Path directory, JarOutputStream target)
			throws IOException {
		try (InputStream content = source.getInputStream(entry)) {
			if (isLibrary(entry)) {
				Files.copy(content, directory.resolve(library(entry)), StandardCopyOption.REPLACE_EXISTING);
			}
			else if (isOfTheApp(entry)) {
				target.putNextEntry(new JarEntry(entry.getName().replaceFirst(CLASSES, "")));
				content.transferTo(target);
			}
		}
	}

	// Directories, too: the component scan looks for packages.
	private static boolean isOfTheApp(JarEntry entry) {
		String name = entry.getName();
		return name.startsWith(CLASSES) && !name.equals(CLASSES)
				|| name.startsWith("META-INF/") && !name.equals(JarFile.MANIFEST_NAME) && !name.equals(FILE_SYSTEMS);
	}

	private static Manifest manifest(JarFile source, List<JarEntry> entries) throws IOException {
		List<String> classPath = new ArrayList<>();
		entries.stream().filter(ExtractedApp::isLibrary).forEach((entry) -> classPath.add(library(entry)));
		Manifest manifest = new Manifest(source.getManifest());
		Attributes attributes = manifest.getMainAttributes();
		attributes.put(Name.MAIN_CLASS, attributes.get(START_CLASS));
		attributes.put(Name.CLASS_PATH, String.join(" ", classPath));
		return manifest;
	}

	private static boolean isLibrary(JarEntry entry) {
		return entry.getName().startsWith(LIBRARIES) && !entry.isDirectory();
	}

	private static String library(JarEntry entry) {
		return entry.getName().substring("BOOT-INF/".length());
	}

}
