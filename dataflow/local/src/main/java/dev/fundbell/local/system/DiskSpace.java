package dev.fundbell.local.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.fundbell.servers.LocalServerException;

/**
 * Whether the disk has room: databases that run out of it fail in ways that name
 * everything but the cause.
 */
public final class DiskSpace {

	private static final long MEGABYTE = 1024 * 1024;

	private static final long FULL_MEGABYTES = 20;

	private DiskSpace() {
	}

	/**
	 * @throws LocalServerException if less is free where {@code directory} is
	 */
	public static void require(Path directory, long megabytes) {
		try {
			createPrivate(directory);
			long free = freeMegabytes(directory);
			if (free < megabytes) {
				throw new LocalServerException(
						"Only %d MB are free for %s, and %d MB are needed. Free some space, or choose another place with --directory."
							.formatted(free, directory, megabytes));
			}
		}
		catch (IOException ex) {
			throw new LocalServerException(
					"%s cannot be used: %s. Choose another place with --directory.".formatted(directory, ex), ex);
		}
	}

	/**
	 * Whether there is so little room that servers fail.
	 */
	public static boolean isFull(Path directory) {
		try {
			return freeMegabytes(directory) < FULL_MEGABYTES;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static long freeMegabytes(Path directory) throws IOException {
		return Files.getFileStore(directory).getUsableSpace() / MEGABYTE;
	}

	// What is in it is nobody else's business: logs and records.
	private static void createPrivate(Path directory) throws IOException {
		if (Files.isDirectory(directory)) {
			return;
		}
		Files.createDirectories(directory.toAbsolutePath().getParent());
		if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createDirectory(directory,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		}
		else {
			Files.createDirectory(directory);
		}
	}

}
