package dev.fundbell.app;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Class-data archive (CDS) of an {@link ExtractedApp}: holds its classes as the JVM keeps
 * them in memory, loaded and verified, which saves a third of the processor's time of a
 * start. The first process of an app writes the archive when it ends in order. The JVM
 * ignores an archive that another JVM wrote or whose jars have changed, but crashes on
 * one that is truncated. Therefore an archive gets its name only when it is whole on the
 * disk.
 */
public final class ClassDataArchive {

	/** Classes that cannot be archived, or a useless archive, are nothing to tell. */
	private static final String SILENT = "-Xlog:cds*=off";

	private static final List<String> MORE_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

	private final Path archive;

	private final Path written;

	private ClassDataArchive(Path app) {
		String name = app.getFileName().toString().replaceFirst("\\.jar$", "");
		String jvm = System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.]", "-");
		this.archive = app.toAbsolutePath().resolveSibling(name + "-" + jvm + ".jsa");
		this.written = this.archive.resolveSibling(this.archive.getFileName() + ".new");
	}

	/**
	 * Returns the JVM options that read an app's archive, or write it if there is none;
	 * no options if the jar is not an extracted app.
	 * @param app the jar that is run with {@code -jar}
	 * @param jvmOptions the other options of that JVM
	 */
	public static List<String> options(Path app, Collection<String> jvmOptions) {
		return options(app, jvmOptions, System.getenv());
	}

	static List<String> options(Path app, Collection<String> jvmOptions, Map<String, String> environment) {
		// The JVM takes a colon for the end of the file's name.
		if (!ExtractedApp.isExtracted(app) || app.toAbsolutePath().toString().contains(File.pathSeparator)) {
			return List.of();
		}
		try {
			return new ClassDataArchive(app).options(hasAgent(jvmOptions, environment));
		}
		catch (IOException ex) {
			// The app starts without an archive, too.
			return List.of();
		}
	}

	private List<String> options(boolean agent) throws IOException {
		if (isWhole(this.written)) {
			keep();
		}
		if (isWhole(this.archive)) {
			return List.of(SILENT, "-XX:SharedArchiveFile=" + this.archive);
		}
		boolean writable = Files.isWritable(this.archive.getParent()) && !agent;
		return writable ? List.of(SILENT, "-XX:ArchiveClassesAtExit=" + this.written) : List.of();
	}

	// The JVM writes the archive's first bytes last.
	private static boolean isWhole(Path file) throws IOException {
		if (!Files.exists(file)) {
			return false;
		}
		try (FileChannel channel = FileChannel.open(file)) {
			ByteBuffer start = ByteBuffer.allocate(Integer.BYTES);
			return channel.read(start) == Integer.BYTES && start.getInt(0) != 0;
		}
	}

	// A file from before a power cut may lack what was not yet on the disk.
	private void keep() throws IOException {
		if (Files.getLastModifiedTime(this.written).toInstant().isBefore(boot())) {
			Files.delete(this.written);
			return;
		}
		try (FileChannel channel = FileChannel.open(this.written, StandardOpenOption.READ)) {
			channel.force(true);
		}
		Files.move(this.written, this.archive, StandardCopyOption.ATOMIC_MOVE);
	}

	private static Instant boot() {
		return ProcessHandle.of(1).flatMap((first) -> first.info().startInstant()).orElse(Instant.MIN);
	}

	// A JVM with an agent refuses to write an archive, and does not start.
	private static boolean hasAgent(Collection<String> jvmOptions, Map<String, String> environment) {
		return Stream
			.concat(jvmOptions.stream(), MORE_OPTIONS.stream().map((name) -> environment.getOrDefault(name, "")))
			.anyMatch((options) -> options.contains("-javaagent") || options.contains("-agent"));
	}

}
