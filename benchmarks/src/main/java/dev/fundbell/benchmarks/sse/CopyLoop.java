package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The limit of a server of event streams: a loop in one thread that copies events to
 * sockets, without Kafka, sign-in, queues, limits or heartbeats. For a user who is away
 * it keeps the last event.
 */
public final class CopyLoop extends ServerProcess {

	private static final Duration START = Duration.ofSeconds(30);

	/** Two numbers: user and id. */
	private static final int RECORD = 2 * Long.BYTES;

	private final MeasuredProcess process;

	/**
	 * Starts it in a JVM of its own, and waits until it accepts connections.
	 * @param directory a directory for its log
	 * @param users how many users there are, from 1 on
	 * @throws Exception if it does not start
	 */
	public CopyLoop(Path directory, int users) throws Exception {
		Path log = Files.createDirectories(directory).resolve("loop.log");
		this.process = MeasuredProcess.start(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx512m", "-XX:+UseSerialGC", "-jar", System.getProperty("java.class.path"), "copy-loop",
				Integer.toString(port()), Integer.toString(users)), log);
		if (!await(this::accepts, START)) {
			this.process.close();
			throw new IllegalStateException("The loop does not start, see " + log);
		}
	}

	private boolean accepts() {
		try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port()))) {
			return channel.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public String name() {
		return "the limit: a loop that copies";
	}

	@Override
	public String subscription(long userId, @Nullable String lastEventId) {
		return "GET /" + userId + " HTTP/1.1\r\nHost: localhost\r\n" + headEnd(lastEventId);
	}

	@Override
	public Publisher publisher() throws IOException {
		return new Records(SocketChannel.open(new InetSocketAddress("127.0.0.1", port())));
	}

	@Override
	MeasuredProcess process() {
		return this.process;
	}

	/**
	 * Runs the loop until the process is ended.
	 * @param port its port on 127.0.0.1
	 * @param users how many users there are
	 * @throws IOException if the port is in use
	 */
	public static void run(int port, int users) throws IOException {
		new Server(users).run(port);
	}

	/** Sends a record for each event. */
	private static final class Records implements Publisher {

		private final SocketChannel channel;

		private final ByteBuffer buffer = ByteBuffer.allocateDirect(RECORD);

		Records(SocketChannel channel) throws IOException {
			this.channel = channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			channel.write(ByteBuffer.wrap("PUBLISH".getBytes(StandardCharsets.US_ASCII)));
		}

		@Override
		public void publish(long userId, long id) throws IOException {
			this.buffer.clear().putLong(userId).putLong(id).flip();
			this.channel.write(this.buffer);
		}

		@Override
		public void flush() {
			// It holds nothing back.
		}

		@Override
		public void close() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				// It is not used any longer.
			}
		}

	}

	/** The loop itself. */
	private static final class Server {

		private static final byte[] HEAD = "HTTP/1.1 200\r\nContent-Type: text/event-stream\r\n\r\n: \n\n"
			.getBytes(StandardCharsets.US_ASCII);

		private static final String LAST_EVENT_ID = "Last-Event-ID: ";

		private static final byte[] ID = "id: ".getBytes(StandardCharsets.ISO_8859_1);

		private static final byte[] DATA = "\nevent: sse\ndata: ".getBytes(StandardCharsets.ISO_8859_1);

		private static final byte[] END = "\n\n".getBytes(StandardCharsets.ISO_8859_1);

		private static final long ANY_USER = 1_000_000_000;

		private static final long ANY_ID = 2_000_000_000;

		private static final int PUBLISHER = 0;

		/** Parts of an event: before its id, between the ids, after the user's id. */
		private final byte[][] parts;

		private final @Nullable SocketChannel[] channels;

		private final long[] lastIds;

		private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);

		/** The beginning of a record whose end has not come yet stays in it. */
		private final ByteBuffer records = ByteBuffer.allocateDirect(64 * 1024);

		private final ByteBuffer output = ByteBuffer.allocateDirect(4 * 1024);

		Server(int users) {
			this.channels = new SocketChannel[users + 1];
			this.lastIds = new long[users + 1];
			String json = new String(Events.json(ANY_ID, ANY_USER), StandardCharsets.ISO_8859_1);
			this.parts = new byte[3][];
			String[] texts = json.split(ANY_ID + "|" + ANY_USER);
			for (int part = 0; part < texts.length; part++) {
				this.parts[part] = texts[part].getBytes(StandardCharsets.ISO_8859_1);
			}
		}

		void run(int port) throws IOException {
			try (Selector selector = Selector.open(); ServerSocketChannel door = ServerSocketChannel.open()) {
				door.bind(new InetSocketAddress("127.0.0.1", port), 4096).configureBlocking(false);
				door.register(selector, SelectionKey.OP_ACCEPT);
				while (true) {
					selector.select((key) -> take(key, door));
				}
			}
		}

		private void take(SelectionKey key, ServerSocketChannel door) {
			try {
				if (key.isAcceptable()) {
					accept(key.selector(), door);
				}
				else {
					read(key, (SocketChannel) key.channel());
				}
			}
			catch (IOException ex) {
				key.cancel();
			}
		}

		private static void accept(Selector selector, ServerSocketChannel door) throws IOException {
			for (SocketChannel channel = door.accept(); channel != null; channel = door.accept()) {
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
				channel.register(selector, SelectionKey.OP_READ);
			}
		}

		private void read(SelectionKey key, SocketChannel channel) throws IOException {
			Integer user = (Integer) key.attachment();
			ByteBuffer into = (user != null && user == PUBLISHER) ? this.records : this.input.clear();
			if (channel.read(into) < 0) {
				channel.close();
			}
			else if (into == this.records) {
				publish();
			}
			else if (user == null) {
				begin(key, channel);
			}
		}

		/** A request, or the word of the publisher, is never in two parts here. */
		private void begin(SelectionKey key, SocketChannel channel) throws IOException {
			String text = StandardCharsets.ISO_8859_1.decode(this.input.flip()).toString();
			if (text.startsWith("GET /")) {
				int user = Integer.parseInt(text, 5, text.indexOf(' ', 5), 10);
				key.attach(user);
				subscribe(user, channel, text.indexOf(LAST_EVENT_ID), text);
			}
			else if (!text.isEmpty()) {
				key.attach(PUBLISHER);
				this.input.position("PUBLISH".length());
				this.records.put(this.input);
				publish();
			}
		}

		private void subscribe(int user, SocketChannel channel, int header, String request) throws IOException {
			channel.write(this.output.clear().put(HEAD).flip());
			this.channels[user] = channel;
			long last = (header < 0) ? 0
					: Long.parseLong(request, header + LAST_EVENT_ID.length(), request.indexOf('\r', header), 10);
			if (last != this.lastIds[user]) {
				send(user, this.lastIds[user]);
			}
		}

		private void publish() throws IOException {
			this.records.flip();
			while (this.records.remaining() >= RECORD) {
				long user = this.records.getLong();
				long id = this.records.getLong();
				if (user < this.channels.length) {
					this.lastIds[(int) user] = id;
					send((int) user, id);
				}
			}
			this.records.compact();
		}

		private void send(int user, long id) throws IOException {
			SocketChannel channel = this.channels[user];
			if (channel == null || !channel.isOpen()) {
				return;
			}
			byte[] number = Long.toString(id).getBytes(StandardCharsets.ISO_8859_1);
			this.output.clear().put(ID).put(number).put(DATA).put(this.parts[0]).put(number).put(this.parts[1]);
			this.output.put(Integer.toString(user).getBytes(StandardCharsets.ISO_8859_1)).put(this.parts[2]).put(END);
			try {
				channel.write(this.output.flip());
			}
			catch (IOException ex) {
				channel.close();
			}
		}

	}

}
