package dev.fundbell.local.system;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Creation of files that only their owner can read, from the first byte on.
 */
final class PrivateFile {

	private PrivateFile() {
	}

	/**
	 * Creates the file under another name first, so that no half of it is ever seen.
	 * @throws FileAlreadyExistsException if there is a file, which stays as it is
	 */
	static void create(Path file, String content) throws IOException {
		Path target = file.toAbsolutePath();
		Files.createDirectories(target.getParent());
		Path work = target.resolveSibling(target.getFileName() + ".new");
		Files.deleteIfExists(work);
		createEmpty(work);
		Files.writeString(work, content);
		Files.move(work, target);
	}

	private static void createEmpty(Path file) throws IOException {
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		}
		else {
			Files.createFile(file);
		}
	}

}
