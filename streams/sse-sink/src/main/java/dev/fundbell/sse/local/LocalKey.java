package dev.fundbell.sse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Key that signs local tokens, kept in a file so that sign-ins outlive a restart. */
final class LocalKey {

	private static final int BYTES = 32;

	private LocalKey() {
	}

	/** Reads the key, or creates one that only this operating system's user can read. */
	static SecretKey readOrCreate(Path file) {
		try {
			create(file.toAbsolutePath());
			byte[] key = Files.readAllBytes(file);
			if (key.length != BYTES) {
				throw new IllegalStateException(
						"The file " + file + " holds no key of " + BYTES + " bytes: delete it, and a new one is made");
			}
			return new SecretKeySpec(key, "HmacSHA256");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The key file " + file + " can neither be read nor made", ex);
		}
	}

	private static void create(Path file) throws IOException {
		if (Files.exists(file)) {
			return;
		}
		Files.createDirectories(file.getParent());
		Path draft = Files.createTempFile(file.getParent(), "key", null, onlyOwner(file));
		byte[] key = new byte[BYTES];
		new SecureRandom().nextBytes(key);
		Files.write(draft, key);
		try {
			Files.move(draft, file);
		}
		catch (FileAlreadyExistsException ex) {
			// Another instance was faster.
			Files.delete(draft);
		}
	}

	private static FileAttribute<?>[] onlyOwner(Path file) {
		return file.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

}
