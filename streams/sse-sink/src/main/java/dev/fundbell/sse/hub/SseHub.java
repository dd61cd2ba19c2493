package dev.fundbell.sse.hub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.fundbell.sse.SseSinkProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected to this instance, by user. Nothing here waits for a client, nor for
 * anything else. Thread-safe.
 */
public final class SseHub {

	private static final Subscriber[] NOBODY = {};

	private final SseSinkProperties properties;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final Spread spread;

	private final HubMetrics metrics;

	private final Map<Long, Subscriber[]> subscribers = new ConcurrentHashMap<>();

	private final AtomicInteger connections = new AtomicInteger();

	private volatile boolean draining;

	/**
	 * An empty hub.
	 * @param properties the limits
	 * @param clock to compare the expiry of tokens with
	 * @param nanoTime {@link System#nanoTime()}, to measure durations
	 * @param registry where to count
	 */
	public SseHub(SseSinkProperties properties, Clock clock, LongSupplier nanoTime, MeterRegistry registry) {
		this.properties = properties;
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.spread = new Spread(properties);
		this.metrics = new HubMetrics(registry, this);
	}

	/**
	 * Adds a tab: from now on it gets its user's events, which wait until its transport
	 * is open.
	 * @param userId whose tab it is
	 * @param tokenExpiry when the permission ends, if ever
	 * @return the subscriber
	 * @throws SubscriptionRefusedException if there are too many, or this instance stops
	 */
	public Subscriber join(long userId, @Nullable Instant tokenExpiry) {
		if (this.draining) {
			throw refusal("This instance is stopping.");
		}
		if (isAbove(this.connections.incrementAndGet(), this.properties.maxConnections())) {
			this.connections.decrementAndGet();
			throw refusal("This instance has as many event streams as it may.");
		}
		try {
			Subscriber subscriber = newSubscriber(userId, tokenExpiry);
			this.subscribers.merge(userId, new Subscriber[] { subscriber }, this::join);
			return subscriber;
		}
		catch (SubscriptionRefusedException ex) {
			this.connections.decrementAndGet();
			throw ex;
		}
	}

	private Subscriber[] join(Subscriber[] tabs, Subscriber[] added) {
		if (isAbove(tabs.length + 1, this.properties.maxConnectionsPerUser())) {
			throw refusal("You have as many event streams open as you may.");
		}
		Subscriber[] all = Arrays.copyOf(tabs, tabs.length + 1);
		all[tabs.length] = added[0];
		return all;
	}

	private static boolean isAbove(int count, int limit) {
		return limit != 0 && count > limit;
	}

	private Subscriber newSubscriber(long userId, @Nullable Instant tokenExpiry) {
		FrameQueue queue = new FrameQueue(this.properties.queueEvents(), this.properties.queueSize().toBytes());
		return new Subscriber(userId, this, queue, SseFrame.connected(this.spread.retry()), deadlines(tokenExpiry));
	}

	private Deadlines deadlines(@Nullable Instant tokenExpiry) {
		Duration lifetime = this.spread.lifetime();
		Duration token = (tokenExpiry != null) ? Duration.between(this.clock.instant(), tokenExpiry) : null;
		boolean tokenFirst = token != null && (lifetime.isZero() || token.compareTo(lifetime) < 0);
		CloseReason reason = lifetime.isZero() ? null : CloseReason.LIFETIME_OVER;
		long now = now();
		return new Deadlines(this.properties.heartbeat().toNanos(), this.properties.writeTimeout().toNanos(), now,
				now + ((token != null && tokenFirst) ? token : lifetime).toNanos(),
				tokenFirst ? CloseReason.TOKEN_EXPIRED : reason);
	}

	/**
	 * Makes a refusal, with a time to come back at that differs from client to client.
	 * @param message why, for the client
	 * @return what to throw
	 */
	public SubscriptionRefusedException refusal(String message) {
		this.metrics.refused();
		return new SubscriptionRefusedException(message, this.spread.retryAfter());
	}

	/**
	 * Whether anybody here wants events of a user.
	 * @param userId the user's id
	 * @return whether at least one tab is open
	 */
	public boolean wants(long userId) {
		return this.subscribers.containsKey(userId);
	}

	/**
	 * Sends a frame to every tab of a user.
	 * @param userId the user's id
	 * @param frame what to send
	 */
	public void send(long userId, SseFrame frame) {
		for (Subscriber tab : tabs(userId)) {
			tab.queue(frame);
			tab.flush();
		}
	}

	/**
	 * Lets a frame wait for every tab of a user, to be written by one {@link #flush} for
	 * many: one system call then carries all that came for a client.
	 * @param userId the user's id
	 * @param frame what to send
	 * @param waiting gets the tabs that are to be flushed
	 */
	public void queue(long userId, SseFrame frame, List<Subscriber> waiting) {
		for (Subscriber tab : tabs(userId)) {
			tab.queue(frame);
			waiting.add(tab);
		}
	}

	/**
	 * Writes what waits, as far as the clients take it.
	 * @param waiting the tabs
	 */
	public void flush(List<Subscriber> waiting) {
		waiting.forEach(Subscriber::flush);
	}

	private Subscriber[] tabs(long userId) {
		return this.subscribers.getOrDefault(userId, NOBODY);
	}

	/** Does what has become due for each connection. */
	void tick() {
		long now = now();
		all().forEach((subscriber) -> subscriber.tick(now));
	}

	/** Takes nobody in any more. */
	void startDraining() {
		this.draining = true;
	}

	Stream<Subscriber> all() {
		return this.subscribers.values().stream().flatMap(Arrays::stream);
	}

	int connections() {
		return this.connections.get();
	}

	int users() {
		return this.subscribers.size();
	}

	long now() {
		return this.nanoTime.getAsLong();
	}

	HubMetrics metrics() {
		return this.metrics;
	}

	void left(Subscriber subscriber, CloseReason reason) {
		this.subscribers.computeIfPresent(subscriber.userId(), (userId, tabs) -> without(tabs, subscriber));
		this.connections.decrementAndGet();
		this.metrics.disconnected(reason);
	}

	private static Subscriber @Nullable [] without(Subscriber[] tabs, Subscriber left) {
		Subscriber[] rest = Arrays.stream(tabs).filter((tab) -> tab != left).toArray(Subscriber[]::new);
		return (rest.length != 0) ? rest : null;
	}

}
