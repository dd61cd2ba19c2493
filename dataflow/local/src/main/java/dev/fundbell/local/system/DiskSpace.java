package dev.fundbell.local.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.fundbell.servers.LocalServerException;

/**
 * Checks of the free disk space. A database on a full disk fails with errors that do not
 * name the disk as the cause.
 */
public final class DiskSpace {

	private static final long MEGABYTE = 1024 * 1024;

	private static final long FULL_MEGABYTES = 20;

	private DiskSpace() {
	}

	/**
	 * Creates the directory if it is missing, and checks the free space of its disk.
	 * @throws LocalServerException if less than {@code megabytes} are free
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
	 * Whether so little space is left that servers fail.
	 */
	public static boolean isFull(Path directory) {
		return Files.isDirectory(directory) && freeMegabytes(directory) < FULL_MEGABYTES;
	}

	// A FileStore looks for the disk among the mounts, and in a chroot there may be none.
	private static long freeMegabytes(Path directory) {
		return directory.toFile().getUsableSpace() / MEGABYTE;
	}

	// Only the owner may read it: it holds logs and records of users.
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
