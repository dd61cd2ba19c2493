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
 * Hub of server-sent events: the subscribers of this instance by user, and the fan-out of
 * frames to them. No method blocks, neither for a slow client nor for anything else.
 * Thread-safe.
 */
public final class SseHub {

	private static final Subscriber[] NONE = {};

	private final SseSinkProperties properties;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final Jitter jitter;

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
		this.jitter = new Jitter(properties);
		this.metrics = new HubMetrics(registry);
	}

	/**
	 * Adds a subscriber. From now on it gets its user's events, which wait until its
	 * connection is open.
	 * @param userId the user
	 * @param tokenExpiry when the permission ends, if ever
	 * @return the subscriber
	 * @throws SubscriptionRefusedException if there are too many, or this instance stops
	 */
	public Subscriber subscribe(long userId, @Nullable Instant tokenExpiry) {
		if (this.draining) {
			throw refusal("This instance is stopping.");
		}
		if (isAbove(this.connections.incrementAndGet(), this.properties.maxConnections())) {
			this.connections.decrementAndGet();
			throw refusal("This instance has as many event streams as it may.");
		}
		try {
			Subscriber subscriber = newSubscriber(userId, tokenExpiry);
			this.subscribers.merge(userId, new Subscriber[] { subscriber }, this::append);
			return subscriber;
		}
		catch (SubscriptionRefusedException ex) {
			this.connections.decrementAndGet();
			throw ex;
		}
	}

	private Subscriber[] append(Subscriber[] present, Subscriber[] added) {
		if (isAbove(present.length + 1, this.properties.maxConnectionsPerUser())) {
			throw refusal("You have as many event streams open as you may.");
		}
		Subscriber[] all = Arrays.copyOf(present, present.length + 1);
		all[present.length] = added[0];
		return all;
	}

	private static boolean isAbove(int count, int limit) {
		return limit != 0 && count > limit;
	}

	private Subscriber newSubscriber(long userId, @Nullable Instant tokenExpiry) {
		FrameQueue queue = new FrameQueue(this.properties.queueEvents(), this.properties.queueSize().toBytes());
		Duration token = (tokenExpiry != null) ? Duration.between(this.clock.instant(), tokenExpiry) : null;
		Deadlines deadlines = Deadlines.of(this.properties, this.jitter.lifetime(), token, now());
		return new Subscriber(userId, this, queue, SseFrame.connected(this.jitter.retry()), deadlines);
	}

	/**
	 * Makes a refusal, with a jittered time after which to try again.
	 * @param message the reason, for the client
	 * @return the exception to throw
	 */
	public SubscriptionRefusedException refusal(String message) {
		this.metrics.refused();
		return new SubscriptionRefusedException(message, this.jitter.retryAfter());
	}

	/**
	 * Whether a user has a subscriber on this instance.
	 * @param userId the user
	 * @return whether at least one is there
	 */
	public boolean hasSubscribers(long userId) {
		return this.subscribers.containsKey(userId);
	}

	/**
	 * Sends a frame to every subscriber of a user.
	 * @param userId the user
	 * @param frame the frame
	 */
	public void send(long userId, SseFrame frame) {
		for (Subscriber subscriber : subscribersOf(userId)) {
			subscriber.queue(frame);
			subscriber.flush();
		}
	}

	/**
	 * Queues a frame for every subscriber of a user. One {@link #flush} then writes many
	 * frames: a client gets all of a poll in one system call.
	 * @param userId the user
	 * @param frame the frame
	 * @param toFlush gets the subscribers to flush
	 */
	public void queue(long userId, SseFrame frame, List<Subscriber> toFlush) {
		for (Subscriber subscriber : subscribersOf(userId)) {
			subscriber.queue(frame);
			toFlush.add(subscriber);
		}
	}

	/**
	 * Writes the queued frames of subscribers, as far as the clients take them.
	 * @param toFlush the subscribers
	 */
	public void flush(List<Subscriber> toFlush) {
		toFlush.forEach(Subscriber::flush);
	}

	private Subscriber[] subscribersOf(long userId) {
		return this.subscribers.getOrDefault(userId, NONE);
	}

	/** Sends the heartbeats and closes the connections that are due. */
	void tick() {
		long now = now();
		all().forEach((subscriber) -> subscriber.tick(now));
	}

	/** From now on every subscription is refused. */
	void startDraining() {
		this.draining = true;
	}

	/** Accepts subscribers again, as the application is started again. */
	void endDraining() {
		this.draining = false;
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

	void unsubscribe(Subscriber subscriber, CloseReason reason) {
		this.subscribers.computeIfPresent(subscriber.userId(), (userId, present) -> without(present, subscriber));
		this.connections.decrementAndGet();
		this.metrics.disconnected(reason);
	}

	private static Subscriber @Nullable [] without(Subscriber[] present, Subscriber removed) {
		Subscriber[] rest = Arrays.stream(present).filter((each) -> each != removed).toArray(Subscriber[]::new);
		return (rest.length != 0) ? rest : null;
	}

}
