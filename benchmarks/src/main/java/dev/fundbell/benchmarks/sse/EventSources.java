package dev.fundbell.benchmarks.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;

/**
 * Clients of several instances of the sink, in one thread and one per user. A client
 * connects to the instances in turn, as behind a load balancer that does not know which
 * of them are alive.
 */
public final class EventSources {

	private final Selector selector = Selector.open();

	private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::time));

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicLong open = new AtomicLong();

	private final AtomicLong received = new AtomicLong();

	private final List<EventSource> clients;

	private final List<SseSink> sinks;

	private final LongFunction<Duration> tokenLifetime;

	private final Thread thread = new Thread(this::run, "event-sources");

	/**
	 * Clients that begin to connect at once.
	 * @param sinks the instances
	 * @param count how many users there are, from 1 on
	 * @param tokenLifetime for how long a user is signed in; each connect signs in again
	 * @throws IOException if no selector can be opened
	 */
	public EventSources(List<SseSink> sinks, int count, LongFunction<Duration> tokenLifetime) throws IOException {
		this.sinks = sinks;
		this.tokenLifetime = tokenLifetime;
		this.clients = LongStream.rangeClosed(1, count).mapToObj(EventSource::new).toList();
		this.clients.forEach((each) -> this.due.add(new Due(System.nanoTime(), each)));
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/** How many streams are open. */
	public long open() {
		return this.open.get();
	}

	/** How many notifications have come, each counted once. */
	public long received() {
		return this.received.get();
	}

	/**
	 * Ends all clients. Only then can the received events be compared.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void stop() throws InterruptedException {
		this.ended.set(true);
		this.thread.join();
	}

	/**
	 * Compares the received events with the published ones, once the clients are stopped.
	 */
	public Balance balance(List<? extends List<Long>> publishedToUser) {
		List<Long> lost = new ArrayList<>();
		for (EventSource client : this.clients) {
			publishedToUser.get((int) client.userId())
				.stream()
				.filter((id) -> !client.received().contains(id))
				.forEach(lost::add);
		}
		return new Balance(received(), lost, sum(EventSource::repeated), sum(EventSource::foreign),
				sum((client) -> client.hasGivenUp() ? 1 : 0), sum(EventSource::attempts));
	}

	private long sum(ToIntFunction<EventSource> number) {
		return this.clients.stream().mapToInt(number).asLongStream().sum();
	}

	private void run() {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		try (this.selector) {
			while (!this.ended.get()) {
				connectDue();
				this.selector.select((key) -> progress(key, buffer), 10);
			}
			for (SelectionKey key : this.selector.keys()) {
				key.channel().close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void connectDue() throws IOException {
		long now = System.nanoTime();
		for (Due next = this.due.peek(); next != null && next.time() <= now; next = this.due.peek()) {
			this.due.remove();
			connect(next.client());
		}
	}

	private void connect(EventSource client) throws IOException {
		SocketChannel channel = SocketChannel.open();
		channel.configureBlocking(false);
		SseSink sink = sinkOf(client);
		client.connecting(channel);
		try {
			channel.register(this.selector, SelectionKey.OP_CONNECT, new Attempt(client, sink));
			if (channel.connect(new InetSocketAddress("127.0.0.1", sink.port()))) {
				request(channel, client, sink);
			}
		}
		catch (IOException ex) {
			end(channel, client);
		}
	}

	private SseSink sinkOf(EventSource client) {
		return this.sinks.get((int) ((client.userId() + client.attempts()) % this.sinks.size()));
	}

	private void progress(SelectionKey key, ByteBuffer buffer) {
		SocketChannel channel = (SocketChannel) key.channel();
		Attempt attempt = (Attempt) key.attachment();
		try {
			if (key.isConnectable()) {
				channel.finishConnect();
				request(channel, attempt.client(), attempt.sink());
			}
			else {
				read(channel, attempt.client(), buffer);
			}
		}
		catch (IOException ex) {
			end(channel, attempt.client());
		}
	}

	private void request(SocketChannel channel, EventSource client, SseSink sink) throws IOException {
		String request = sink.subscription(client.userId(), client.lastEventId(),
				Instant.now().plus(this.tokenLifetime.apply(client.userId())));
		channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
		channel.keyFor(this.selector).interestOps(SelectionKey.OP_READ);
	}

	private void read(SocketChannel channel, EventSource client, ByteBuffer buffer) throws IOException {
		buffer.clear();
		if (channel.read(buffer) < 0) {
			end(channel, client);
			return;
		}
		boolean wasOpen = client.isOpen();
		int before = client.received().size();
		client.take(StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString());
		this.received.addAndGet(client.received().size() - before);
		if (client.isOpen() && !wasOpen) {
			this.open.incrementAndGet();
		}
		if (client.hasGivenUp()) {
			end(channel, client);
		}
	}

	private void end(SocketChannel channel, EventSource client) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// It is not used any longer.
		}
		if (client.isOn(channel)) {
			if (client.isOpen()) {
				this.open.decrementAndGet();
			}
			client.disconnected();
			if (!client.hasGivenUp()) {
				this.due.add(new Due(System.nanoTime() + client.retry() * 1_000_000, client));
			}
		}
	}

	/**
	 * Comparison of the received events with the published ones.
	 *
	 * @param received notifications that came, each counted once
	 * @param lost ids of those that did not come
	 * @param repeated how many came again, which clients drop by id
	 * @param foreign how many came to another user
	 * @param givenUp how many clients will never connect again
	 * @param attempts how often clients have connected, or tried to
	 */
	public record Balance(long received, List<Long> lost, long repeated, long foreign, long givenUp, long attempts) {

		/** Whether every client has got its events, and no others. */
		public boolean isEven() {
			return this.lost.isEmpty() && this.foreign == 0 && this.givenUp == 0;
		}

	}

	private record Due(long time, EventSource client) {
	}

	private record Attempt(EventSource client, SseSink sink) {
	}

}
