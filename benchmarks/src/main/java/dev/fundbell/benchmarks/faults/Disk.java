package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Small file system (tmpfs) of one part, which can be filled up. To mount it takes root;
 * where that is refused, the directory is an ordinary one and is never filled.
 */
final class Disk implements AutoCloseable {

	private static final int BLOCK = 1 << 20;

	private static final int PAGE = 1 << 12;

	/** But for a topic's files, whose names begin with a digit. */
	private static final String LOG = "[a-z].*\\.log";

	private final Path directory;

	private final String refusal;

	private Disk(Path directory, String refusal) {
		this.directory = directory;
		this.refusal = refusal;
	}

	/**
	 * Mounts a file system.
	 * @param directory where; it is created
	 * @param megabytes how much it holds
	 */
	static Disk mount(Path directory, int megabytes) throws IOException {
		Files.createDirectories(directory);
		return new Disk(directory,
				run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString()));
	}

	Path directory() {
		return this.directory;
	}

	/** Why the disk cannot be filled; empty if it can. */
	String refusal() {
		return this.refusal;
	}

	/** Takes all space that is left, to the last page. */
	void fill() {
		for (int size : new int[] { BLOCK, PAGE }) {
			try (OutputStream output = Files.newOutputStream(ballast(size))) {
				while (this.refusal.isEmpty()) {
					output.write(new byte[size]);
				}
			}
			catch (IOException ex) {
				// It is full.
			}
		}
	}

	/** Gives the space back. */
	void free() {
		try {
			Files.deleteIfExists(ballast(BLOCK));
			Files.deleteIfExists(ballast(PAGE));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path ballast(int size) {
		return this.directory.resolve("ballast-" + size);
	}

	/** Runs a program, and returns why it failed; nothing if it did not. */
	private static String run(String... command) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		boolean succeeded = process.onExit().join().exitValue() == 0;
		return succeeded ? "" : output.lines().findFirst().orElse("mount failed");
	}

	/** Unmounts it, after its logs were copied into a directory beside it. */
	@Override
	public void close() throws IOException {
		if (this.refusal.isEmpty()) {
			copyLogs(Files.createDirectories(this.directory.resolveSibling(this.directory.getFileName() + "-logs")));
			run("umount", "--lazy", this.directory.toString());
		}
	}

	private void copyLogs(Path target) throws IOException {
		try (Stream<Path> files = Files.walk(this.directory)) {
			for (Path log : files.filter((file) -> file.getFileName().toString().matches(LOG)).toList()) {
				Files.copy(log, target.resolve(log.getFileName()));
			}
		}
	}

}
