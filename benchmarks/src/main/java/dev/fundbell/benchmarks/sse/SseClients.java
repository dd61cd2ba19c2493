package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Many clients in one thread, which count the events that they receive. */
public final class SseClients implements AutoCloseable {

	private static final String GREETING = "connect completed";

	private static final String EVENT = "\nevent: sse\ndata: {";

	private final Selector selector = Selector.open();

	private final AtomicLong connected = new AtomicLong();

	private final AtomicLong received = new AtomicLong();

	private final int port;

	/**
	 * No client yet.
	 * @param port the sink's port
	 * @throws IOException if no selector can be opened
	 */
	public SseClients(int port) throws IOException {
		this.port = port;
		Thread reader = new Thread(this::read, "reader");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Opens one more event stream.
	 * @param userId its user
	 * @param token the user's token
	 * @throws IOException if the sink does not accept the connection
	 */
	public void subscribe(long userId, String token) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", this.port));
		channel.write(ByteBuffer.wrap("""
				GET /api/notification/subscribe/%d HTTP/1.1\r
				Host: localhost\r
				Authorization: Bearer %s\r
				\r
				""".formatted(userId, token).getBytes(StandardCharsets.US_ASCII)));
		channel.configureBlocking(false);
		channel.register(this.selector, SelectionKey.OP_READ);
		this.selector.wakeup();
	}

	/** How many streams have begun. */
	public long connected() {
		return this.connected.get();
	}

	/** How many notifications have come, on all streams. */
	public long received() {
		return this.received.get();
	}

	private void read() {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		try {
			while (this.selector.isOpen()) {
				this.selector.select((key) -> count(key, buffer), 10);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void count(SelectionKey key, ByteBuffer buffer) {
		try {
			buffer.clear();
			if (((SocketChannel) key.channel()).read(buffer) < 0) {
				key.cancel();
				return;
			}
			String text = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
			this.received.addAndGet(occurrences(text, EVENT));
			this.connected.addAndGet(occurrences(text, GREETING));
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	private static int occurrences(String text, String part) {
		int count = 0;
		for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
			count++;
		}
		return count;
	}

	@Override
	public void close() throws IOException {
		this.selector.close();
	}

}
