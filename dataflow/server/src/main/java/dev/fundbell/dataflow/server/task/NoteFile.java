package dev.fundbell.dataflow.server.task;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small file that is written atomically: after a power cut, too, it is there as a whole
 * or not at all. It is written to the disk under another name and then renamed. A file
 * that cannot be read is treated as absent.
 */
final class NoteFile {

	private static final Logger log = LoggerFactory.getLogger(NoteFile.class);

	private NoteFile() {
	}

	static void write(Path file, String content) throws IOException {
		Path unnamed = file.resolveSibling(file.getFileName() + ".new");
		try (FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
			ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			channel.force(true);
		}
		Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE);
	}

	static @Nullable String read(Path file) {
		try {
			return Files.exists(file) ? Files.readString(file).strip() : null;
		}
		catch (IOException ex) {
			log.warn("{} cannot be read and is left out: {}", file, ex.toString());
			return null;
		}
	}

}
