package dev.fundbell.dataflow.server.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk, to be filled. It is in memory, and only root on Linux can make it. */
final class FullDisk implements AutoCloseable {

	private static final String SIZE = "64m";

	private final Path directory;

	FullDisk(Path directory) throws IOException {
		this.directory = Files.createDirectories(directory);
		run("mount -t tmpfs -o size=%s tmpfs '%s'".formatted(SIZE, directory));
	}

	void fill() {
		run("cat /dev/zero > '%s' 2> /dev/null; true".formatted(filler()));
	}

	void empty() {
		run("rm -f '%s'".formatted(filler()));
	}

	private Path filler() {
		return this.directory.resolve("filler");
	}

	@Override
	public void close() {
		run("umount -l '%s'".formatted(this.directory));
	}

	private static void run(String command) {
		try {
			int exitCode = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
			if (exitCode != 0) {
				throw new IllegalStateException(command + " ended with exit code " + exitCode);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
