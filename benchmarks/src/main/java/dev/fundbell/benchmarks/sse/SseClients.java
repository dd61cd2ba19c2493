package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Clients of event streams in one thread, one per user. They count what they receive and
 * remember their last event. They behave like an {@code EventSource} that is told when to
 * connect.
 */
public final class SseClients implements AutoCloseable {

	private static final String EVENT = "\ndata: {\"notificationId\":";

	private static final String EVENT_END = "\n\n";

	private static final int MOST_DELAYS = 2_000_000;

	private final Selector selector = Selector.open();

	private final AtomicLong connected = new AtomicLong();

	private final AtomicLong refused = new AtomicLong();

	private final AtomicLong received = new AtomicLong();

	private final AtomicInteger delayCount = new AtomicInteger();

	private final long[] published = new long[MOST_DELAYS];

	private final long[] arrived = new long[MOST_DELAYS];

	private final Client[] clients;

	private final EventServer server;

	/**
	 * No client is connected yet.
	 * @param server where they connect
	 * @param count how many users there are, from 1 on
	 * @throws IOException if no selector can be opened
	 */
	public SseClients(EventServer server, int count) throws IOException {
		this.server = server;
		this.clients = new Client[count];
		for (int index = 0; index < count; index++) {
			this.clients[index] = new Client(index + 1);
			server.signIn(index + 1);
		}
		Thread reader = new Thread(this::read, "reader");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Connects a user's client, from its last event on.
	 * @param userId the user
	 * @throws IOException if the server does not accept the connection
	 */
	public void connect(long userId) throws IOException {
		Client client = this.clients[(int) userId - 1];
		SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", this.server.port()));
		Wire wire = this.server.wire();
		wire.request(channel, this.server.subscription(userId, client.lastEventId));
		channel.configureBlocking(false);
		client.channel = channel;
		channel.register(this.selector, SelectionKey.OP_READ, new Stream(client, wire));
		this.selector.wakeup();
	}

	/**
	 * Cuts all connections.
	 * @throws IOException if one cannot be closed
	 */
	public void cut() throws IOException {
		for (Client client : this.clients) {
			if (client.channel != null) {
				client.channel.close();
			}
		}
		this.connected.set(0);
		this.refused.set(0);
	}

	/** How many streams have begun since the last cut. */
	public long connected() {
		return this.connected.get();
	}

	/**
	 * How many requests were refused since the last cut, with a status or a stream that
	 * ends.
	 */
	public long refused() {
		return this.refused.get();
	}

	/** How many notifications have come, on all streams. */
	public long received() {
		return this.received.get();
	}

	/** Forgets the delays measured so far. */
	public void forgetDelays() {
		this.delayCount.set(0);
	}

	/**
	 * The delays until notifications arrived.
	 * @param since the beginning of the delay, by a notification's id, which is the time
	 * of its publication
	 * @return nanoseconds, ascending
	 */
	public long[] delays(LongUnaryOperator since) {
		return IntStream.range(0, Math.min(this.delayCount.get(), MOST_DELAYS))
			.mapToLong((index) -> this.arrived[index] - since.applyAsLong(this.published[index]))
			.sorted()
			.toArray();
	}

	private void read() {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		try {
			while (this.selector.isOpen()) {
				this.selector.select((key) -> take(key, buffer), 10);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void take(SelectionKey key, ByteBuffer buffer) {
		try {
			buffer.clear();
			SocketChannel channel = (SocketChannel) key.channel();
			Stream stream = (Stream) key.attachment();
			int read = channel.read(buffer);
			long now = System.nanoTime();
			String text = (read >= 0) ? stream.wire.receive(channel, buffer.flip()) : null;
			if (text == null || stream.isRefusedBy(text)) {
				channel.close();
				this.refused.incrementAndGet();
				return;
			}
			take(stream, text, now);
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	private void take(Stream stream, String text, long now) {
		if (text.isEmpty()) {
			return;
		}
		if (!stream.begun) {
			this.connected.incrementAndGet();
		}
		String events = stream.complete(text);
		for (int at = events.indexOf(EVENT); at >= 0; at = events.indexOf(EVENT, at + EVENT.length())) {
			this.received.incrementAndGet();
			delayed(events, at + EVENT.length(), now);
		}
		stream.client.remember(events);
	}

	private void delayed(String text, int start, long now) {
		int end = start;
		while (end < text.length() && Character.isDigit(text.charAt(end))) {
			end++;
		}
		int index = this.delayCount.getAndIncrement();
		if (index < MOST_DELAYS) {
			this.published[index] = Long.parseLong(text, start, end, 10);
			this.arrived[index] = now;
		}
	}

	@Override
	public void close() throws IOException {
		cut();
		this.selector.close();
	}

	/** Client of one user. */
	private static final class Client {

		private static final String ID = "id: ";

		private final long userId;

		private @Nullable SocketChannel channel;

		private volatile @Nullable String lastEventId;

		Client(long userId) {
			this.userId = userId;
		}

		void remember(String text) {
			int at = text.lastIndexOf("\n" + ID);
			if (at >= 0) {
				int start = at + 1 + ID.length();
				int end = text.indexOf('\n', start);
				this.lastEventId = text.substring(start, (end < 0) ? text.length() : end).strip();
			}
			else if (text.startsWith(ID)) {
				this.lastEventId = text.substring(ID.length(), text.indexOf('\n')).strip();
			}
		}

		@Override
		public String toString() {
			return "client of user " + this.userId;
		}

	}

	/** Connection of a client. */
	private static final class Stream {

		private final Client client;

		private final Wire wire;

		private boolean begun;

		/** The beginning of an event whose end has not come yet. */
		private String rest = "";

		Stream(Client client, Wire wire) {
			this.client = client;
			this.wire = wire;
		}

		boolean isRefusedBy(String text) {
			return !this.begun && !text.isEmpty() && !text.startsWith("HTTP/1.1 200");
		}

		/** Returns the events whose ends have come: a read may end within one. */
		String complete(String text) {
			this.begun = true;
			String all = this.rest + text;
			int end = all.lastIndexOf(EVENT_END) + EVENT_END.length();
			if (end < EVENT_END.length()) {
				this.rest = all;
				return "";
			}
			this.rest = all.substring(end);
			return all.substring(0, end);
		}

	}

}
