package dev.fundbell.local.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.fundbell.local.services.LocalServiceException;

/**
 * Whether the disk has room: databases that run out of it fail in ways that name
 * everything but the cause.
 */
public final class DiskSpace {

	private static final long MEGABYTE = 1024 * 1024;

	private DiskSpace() {
	}

	/**
	 * @throws LocalServiceException if less is free where {@code directory} is
	 */
	public static void require(Path directory, long megabytes) {
		try {
			Files.createDirectories(directory);
			long free = Files.getFileStore(directory).getUsableSpace() / MEGABYTE;
			if (free < megabytes) {
				throw new LocalServiceException(
						"Only %d MB are free for %s, and %d MB are needed. Free some space, or choose another place with --directory."
							.formatted(free, directory, megabytes));
			}
		}
		catch (IOException ex) {
			throw new LocalServiceException(
					"%s cannot be used: %s. Choose another place with --directory.".formatted(directory, ex), ex);
		}
	}

}
