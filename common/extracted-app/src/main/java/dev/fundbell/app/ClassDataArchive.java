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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Class-data archive (CDS) of an {@link ExtractedApp}: holds its classes as the JVM keeps
 * them in memory, loaded and verified, which saves a third of the processor's time of a
 * start. The first process of an app that runs briefly writes the archive when it ends in
 * order ({@link #options}). One that runs for long lists its classes
 * ({@link #optionsOfServer}), and another JVM makes the archive of them meanwhile
 * ({@link #write}). The JVM ignores an archive that another JVM wrote or whose jars have
 * changed, but crashes on one that is truncated. Therefore an archive gets its name only
 * when it is whole on the disk.
 */
public final class ClassDataArchive {

	/** Classes that cannot be archived, or a useless archive, are nothing to tell. */
	private static final String SILENT = "-Xlog:cds*=off";

	private static final List<String> MORE_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

	/** Beside that an archive of 160 MB is small. Unit: bytes. */
	private static final long FREE_SPACE = 1_000_000_000;

	private final Path archive;

	private final Path written;

	/** The classes that the last process has loaded. */
	private final Path classes;

	private ClassDataArchive(Path app) {
		String name = app.getFileName().toString().replaceFirst("\\.jar$", "");
		String jvm = System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.]", "-");
		this.archive = app.toAbsolutePath().resolveSibling(name + "-" + jvm + ".jsa");
		this.written = this.archive.resolveSibling(this.archive.getFileName() + ".new");
		this.classes = this.archive.resolveSibling(this.archive.getFileName() + ".classes");
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
		if (!canHaveOne(app)) {
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

	/**
	 * Returns the JVM options of an app that runs for long: they read its archive, or
	 * list the classes that it loads if there is none; no options if the jar is not an
	 * extracted app.
	 * @param app the jar that is run with {@code -jar}
	 */
	public static List<String> optionsOfServer(Path app) {
		if (!canHaveOne(app)) {
			return List.of();
		}
		try {
			return new ClassDataArchive(app).optionsOfServer();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	private List<String> optionsOfServer() throws IOException {
		if (isWhole(this.archive)) {
			return reading();
		}
		boolean writable = Files.isWritable(this.archive.getParent());
		return writable ? List.of(SILENT, "-XX:DumpLoadedClassList=" + this.classes) : List.of();
	}

	/**
	 * Writes the archive of an app whose process has listed its classes; otherwise does
	 * nothing. It takes up to 20 seconds of a processor, in a JVM of the lowest priority,
	 * and leaves the last gigabyte of the disk to others.
	 * @param app the jar that is run with {@code -jar}
	 * @throws InterruptedException if the thread is interrupted; then nothing is written
	 */
	public static void write(Path app) throws IOException, InterruptedException {
		ClassDataArchive data = new ClassDataArchive(app);
		if (Files.exists(data.classes)) {
			// Not the name that another process may be writing to.
			Path fresh = data.archive.resolveSibling(data.archive.getFileName() + "." + ProcessHandle.current().pid());
			try {
				boolean room = data.classes.toFile().getUsableSpace() > FREE_SPACE;
				if (room && data.write(app, fresh) && isWhole(fresh)) {
					data.name(fresh);
				}
			}
			finally {
				Files.deleteIfExists(fresh);
				Files.deleteIfExists(data.classes);
			}
		}
	}

	private boolean write(Path app, Path target) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		if (File.separatorChar == '/') {
			command.addAll(List.of("nice", "-n", "19"));
		}
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
				"-Xlog:disable", "-Xshare:dump", "-XX:SharedClassListFile=" + this.classes,
				"-XX:SharedArchiveFile=" + target, "-cp", app.toAbsolutePath().toString()));
		ProcessBuilder writer = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD);
		writer.environment().keySet().removeAll(MORE_OPTIONS);
		Process process = writer.start();
		try {
			return process.waitFor() == 0;
		}
		finally {
			process.destroyForcibly().onExit().join();
		}
	}

	// The JVM takes a colon for the end of the file's name.
	private static boolean canHaveOne(Path app) {
		return ExtractedApp.isExtracted(app) && !app.toAbsolutePath().toString().contains(File.pathSeparator);
	}

	private List<String> options(boolean agent) throws IOException {
		if (isWhole(this.written)) {
			keep();
		}
		if (isWhole(this.archive)) {
			return reading();
		}
		boolean writable = Files.isWritable(this.archive.getParent()) && !agent;
		return writable ? List.of(SILENT, "-XX:ArchiveClassesAtExit=" + this.written) : List.of();
	}

	private List<String> reading() {
		return List.of(SILENT, "-XX:SharedArchiveFile=" + this.archive);
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
		name(this.written);
	}

	private void name(Path whole) throws IOException {
		try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.READ)) {
			channel.force(true);
		}
		Files.move(whole, this.archive, StandardCopyOption.ATOMIC_MOVE);
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
