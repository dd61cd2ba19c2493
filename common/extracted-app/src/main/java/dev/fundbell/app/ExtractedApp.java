package dev.fundbell.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spring Boot app as a plain jar beside its libraries. It starts in half of the time that
 * the executable jar takes, which loads each class from a jar within a jar. Only a plain
 * jar can have a {@link ClassDataArchive}.
 */
public final class ExtractedApp {

	private static final String LIBRARIES = "BOOT-INF/lib/";

	private static final String CLASSES = "BOOT-INF/classes/";

	/** Names a class of the executable jar's launcher, which does not come along. */
	private static final String FILE_SYSTEMS = "META-INF/services/java.nio.file.spi.FileSystemProvider";

	private static final Name START_CLASS = new Name("Start-Class");

	/** Lists what the executable jar held. Written last, so that it marks a whole app. */
	private static final String CONTENTS = "contents";

	private ExtractedApp() {
	}

	/**
	 * Extracts an executable jar of Boot 2, 3 or 4, unless its content has been extracted
	 * before. The directory is replaced as a whole: whatever else it holds is deleted.
	 * @return a jar of the same name in the directory, to be run with {@code -jar}
	 * @throws UncheckedIOException if a file cannot be read or written
	 */
	public static Path extract(Path executable, Path directory) {
		Path app = directory.resolve(executable.getFileName());
		try (JarFile source = new JarFile(executable.toFile())) {
			String contents = contents(source);
			if (!isExtracted(app) || !Files.readString(directory.resolve(CONTENTS)).equals(contents)) {
				extract(source, contents, directory, app.getFileName());
			}
			return app;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Tells whether a jar is an extracted app. */
	static boolean isExtracted(Path app) {
		return Files.exists(app) && Files.exists(app.resolveSibling(CONTENTS));
	}

	// A jar's time says nothing: a reproducible build gives it always the same.
	private static String contents(JarFile source) {
		return source.stream()
			.map((entry) -> "%08x %s%n".formatted(entry.getCrc(), entry.getName()))
			.collect(Collectors.joining());
	}

	private static void extract(JarFile source, String contents, Path directory, Path name) throws IOException {
		Path fresh = directory.resolveSibling(directory.getFileName() + "-" + ProcessHandle.current().pid());
		delete(fresh);
		Files.createDirectories(fresh.resolve("lib"));
		write(source, fresh, name);
		Files.writeString(fresh.resolve(CONTENTS), contents);
		delete(directory);
		Files.move(fresh, directory);
	}

	private static void write(JarFile source, Path directory, Path name) throws IOException {
		List<JarEntry> entries = source.stream().toList();
		try (JarOutputStream target = new JarOutputStream(Files.newOutputStream(directory.resolve(name)),
				manifest(source, entries))) {
			for (JarEntry entry : entries) {
				copy(source, entry, directory, target);
			}
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
		Manifest executable = source.getManifest();
		if (executable == null || !executable.getMainAttributes().containsKey(START_CLASS)) {
			throw new IOException("no executable jar of Spring Boot");
		}
		Manifest manifest = new Manifest(executable);
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

	private static void delete(Path directory) throws IOException {
		if (Files.exists(directory)) {
			try (Stream<Path> files = Files.walk(directory)) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
		}
	}

}
