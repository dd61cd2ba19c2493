package dev.fundbell.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * SMS gateway over HTTP for benchmarks. It answers each message after a while, any number
 * at a time. One thread serves all connections without a server's framework, because it
 * shares the machine with the sink that is measured.
 */
final class SlowGateway implements AutoCloseable {

	private static final int SCARCELY_EVER_FULL = 1024;

	private final ServerSocketChannel server = ServerSocketChannel.open();

	private final Selector selector = Selector.open();

	private final Thread thread = new Thread(this::run, "gateway");

	private final Set<String> references = ConcurrentHashMap.newKeySet();

	private final AtomicInteger messages = new AtomicInteger();

	private final AtomicLong first = new AtomicLong();

	/** Each waits equally long, so the first is due first. */
	private final Queue<Answer> answers = new ArrayDeque<>();

	private final long delayNanos;

	private volatile boolean open = true;

	SlowGateway(int delayMillis) throws IOException {
		this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SCARCELY_EVER_FULL);
		this.server.configureBlocking(false);
		this.server.register(this.selector, SelectionKey.OP_ACCEPT);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.socket().getLocalPort() + "/";
	}

	/** How many messages have come. */
	int messages() {
		return this.messages.get();
	}

	/** How many of them were not repetitions. */
	int distinctMessages() {
		return this.references.size();
	}

	/** When the first came, as {@link System#nanoTime()}. */
	long first() {
		return this.first.get();
	}

	private void run() {
		try (this.server; this.selector) {
			while (this.open) {
				this.selector.select(this::serve, millisToNextAnswer());
				answerWhatIsDue();
			}
		}
		catch (IOException ex) {
			System.err.println("The gateway ended: " + ex);
		}
	}

	/** Zero if there is none. */
	private long millisToNextAnswer() {
		Answer next = this.answers.peek();
		return (next != null) ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.dueAt() - System.nanoTime()) + 1) : 0;
	}

	private void serve(SelectionKey key) {
		try {
			if (key.isAcceptable()) {
				accept();
			}
			else {
				read(key, (GatewayConnection) key.attachment());
			}
		}
		catch (IOException ex) {
			key.cancel();
			System.err.println("The gateway could not serve: " + ex);
		}
	}

	private void accept() throws IOException {
		SocketChannel channel = this.server.accept();
		if (channel != null) {
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			channel.configureBlocking(false);
			channel.register(this.selector, SelectionKey.OP_READ, new GatewayConnection(channel));
		}
	}

	private void read(SelectionKey key, GatewayConnection connection) throws IOException {
		if (!connection.read()) {
			key.cancel();
			return;
		}
		long now = System.nanoTime();
		for (String reference = connection.nextReference(); reference != null; reference = connection.nextReference()) {
			this.first.compareAndSet(0, now);
			this.answers.add(new Answer(connection, reference, now + this.delayNanos));
		}
	}

	private void answerWhatIsDue() {
		long now = System.nanoTime();
		for (Answer next = this.answers.peek(); next != null && next.dueAt() <= now; next = this.answers.peek()) {
			this.answers.remove();
			this.references.add(next.reference());
			try {
				next.connection().answer("{\"messageId\":\"M-" + next.reference() + "\"}");
				this.messages.incrementAndGet();
			}
			catch (IOException ex) {
				System.err.println("The gateway could not answer: " + ex);
			}
		}
	}

	@Override
	public void close() {
		this.open = false;
		this.selector.wakeup();
	}

	/**
	 * Answer that is to be given.
	 *
	 * @param connection where
	 * @param reference the sink's name of the message
	 * @param dueAt when, as {@link System#nanoTime()}
	 */
	private record Answer(GatewayConnection connection, String reference, long dueAt) {

	}

}
