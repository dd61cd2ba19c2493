package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Journal of the messages that a gateway has taken, one reference per line. It outlives
 * the gateway's process. Thread-safe.
 */
final class GatewayJournal implements AutoCloseable {

	private final FileChannel file;

	private final Set<String> taken;

	GatewayJournal(Path path) throws IOException {
		this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		this.taken = new HashSet<>(references(path));
	}

	/**
	 * Enters a message; each time that it is taken.
	 * @param reference the reference of the message
	 * @throws IOException if it cannot be entered, and so is not taken
	 */
	synchronized void add(String reference) throws IOException {
		long before = this.file.size();
		ByteBuffer line = ByteBuffer.wrap((reference + "\n").getBytes(StandardCharsets.US_ASCII));
		try {
			while (line.hasRemaining()) {
				this.file.write(line);
			}
		}
		catch (IOException ex) {
			this.file.truncate(before);
			throw ex;
		}
		this.taken.add(reference);
	}

	synchronized boolean contains(String reference) {
		return this.taken.contains(reference);
	}

	/** Reads what a gateway has entered so far. */
	static List<String> references(Path path) throws IOException {
		if (!Files.exists(path)) {
			return List.of();
		}
		String text = Files.readString(path, StandardCharsets.US_ASCII);
		return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

}
