package dev.fundbell.sse.hub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.fundbell.sse.SseSinkProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hub of server-sent events: holds the subscribers of this instance by user, and fans
 * frames out to them. The consumer of Kafka calls {@link #queue} and {@link #flush}, a
 * request for a stream {@link #subscribe}, and one ticker thread {@link #tick} for
 * heartbeats and ends. No method blocks, neither for a slow client nor for anything else:
 * a subscriber whose bounded queue is full is closed (backpressure), and its client
 * replays when it reconnects. A connection that fails is closed alone. Thread-safe.
 */
public final class SseHub {

	private static final Logger log = LoggerFactory.getLogger(SseHub.class);

	private static final Subscriber[] NONE = {};

	/**
	 * How long a token is accepted after its expiry, which is how Spring Security allows
	 * for clocks that differ. A stream that ended earlier would be opened again and
	 * again.
	 */
	private static final Duration TOKEN_SKEW = Duration.ofSeconds(60);

	private final SseSinkProperties properties;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final Jitter jitter;

	private final HubMetrics metrics;

	private final QueueBudget budget;

	private final SseFrame ping;

	private final Map<Long, Subscriber[]> subscribers = new ConcurrentHashMap<>();

	private final ChangedUsers changedUsers = new ChangedUsers();

	private final AtomicInteger connections = new AtomicInteger();

	/** When the instance has closed all streams; null while it does not stop. */
	private volatile @Nullable Long drainEnd;

	private volatile boolean closed;

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
		this.budget = new QueueBudget(properties.queuesSize().toBytes());
		this.ping = SseFrame.ping(properties.heartbeat());
	}

	/**
	 * Adds a subscriber. From now on it gets its user's events, which wait until its
	 * connection is open. If the user has too many, the oldest ends: it may belong to a
	 * client that disappeared without closing it, while the newest is alive.
	 * @param userId the user
	 * @param tokenExpiry when the permission ends, if ever
	 * @return the subscriber
	 * @throws SubscriptionRefusedException if there are too many in all, or this instance
	 * has stopped
	 */
	public Subscriber subscribe(long userId, @Nullable Instant tokenExpiry) {
		Subscriber subscriber = newSubscriber(userId, tokenExpiry);
		if (this.closed) {
			throw refusal("This instance is stopping.");
		}
		if (isAbove(this.connections.incrementAndGet(), this.properties.maxConnections())) {
			this.connections.decrementAndGet();
			throw refusal("This instance has as many event streams as it may.");
		}
		Subscriber[] all = this.subscribers.merge(userId, new Subscriber[] { subscriber }, SseHub::append);
		if (isAbove(all.length, this.properties.maxConnectionsPerUser())) {
			isolated(all[0], (oldest) -> oldest.close(CloseReason.REPLACED));
		}
		return subscriber;
	}

	private static Subscriber[] append(Subscriber[] present, Subscriber[] added) {
		Subscriber[] all = Arrays.copyOf(present, present.length + 1);
		all[present.length] = added[0];
		return all;
	}

	private static boolean isAbove(int count, int limit) {
		return limit != 0 && count > limit;
	}

	private Subscriber newSubscriber(long userId, @Nullable Instant tokenExpiry) {
		FrameQueue history = new FrameQueue(0, 0, this.budget);
		FrameQueue live = new FrameQueue(this.properties.queueEvents(), this.properties.queueSize().toBytes(),
				this.budget);
		Duration token = (tokenExpiry != null) ? Duration.between(this.clock.instant(), tokenExpiry).plus(TOKEN_SKEW)
				: null;
		Deadlines deadlines = Deadlines.of(this.jitter, this.properties.writeTimeout(), token, now());
		Long end = this.drainEnd;
		if (end != null) {
			deadlines.endBy(randomTimeUntil(end), CloseReason.DRAINED);
		}
		return new Subscriber(userId, this, history, live, deadlines);
	}

	/**
	 * Makes a refusal, with a jittered time after which to try again.
	 * @param message one sentence for the client
	 * @return the refusal
	 */
	public SubscriptionRefusedException refusal(String message) {
		return new SubscriptionRefusedException(message, this.jitter.retryAfter());
	}

	/** Counts a subscription that was refused for now, once its answer is made. */
	public void countRefusal() {
		this.metrics.refused();
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
			isolated(subscriber, (each) -> {
				each.queue(frame);
				each.flush();
			});
			changed(subscriber);
		}
	}

	/**
	 * Sends a user's number of unread notifications to those who asked for it.
	 * @param userId the user
	 * @param frame the number's frame
	 */
	public void sendUnread(long userId, SseFrame frame) {
		for (Subscriber subscriber : subscribersOf(userId)) {
			if (subscriber.countsUnread()) {
				isolated(subscriber, (each) -> {
					each.queue(frame);
					each.flush();
				});
			}
		}
	}

	/**
	 * The users whose number of unread notifications is to be counted again.
	 * @return the users, which their counter takes out
	 */
	public ChangedUsers changedUsers() {
		return this.changedUsers;
	}

	/** Whether a client may ask for its number of unread notifications. */
	boolean countsUnread() {
		return !this.properties.unreadInterval().isZero();
	}

	void changed(Subscriber subscriber) {
		if (subscriber.countsUnread()) {
			this.changedUsers.add(subscriber.userId());
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
			isolated(subscriber, (each) -> each.queue(frame));
			toFlush.add(subscriber);
			changed(subscriber);
		}
	}

	/**
	 * Writes the queued frames of subscribers, as far as the clients take them.
	 * @param toFlush the subscribers
	 */
	public void flush(List<Subscriber> toFlush) {
		for (Subscriber subscriber : toFlush) {
			isolated(subscriber, Subscriber::flush);
		}
		if (this.budget.isExceeded()) {
			closeSlowest();
		}
	}

	/**
	 * Closes the subscriber with the most waiting bytes, until the rest is within the
	 * budget.
	 */
	private void closeSlowest() {
		while (this.budget.isExceeded()) {
			Optional<Subscriber> slowest = all().max(Comparator.comparingLong(Subscriber::queuedBytes));
			if (slowest.isEmpty() || slowest.get().queuedBytes() == 0) {
				return;
			}
			isolated(slowest.get(), (each) -> each.close(CloseReason.QUEUES_FULL));
		}
	}

	/**
	 * Runs an action so that an unforeseen failure closes this connection and no other.
	 */
	private static void isolated(Subscriber subscriber, Consumer<Subscriber> action) {
		try {
			action.accept(subscriber);
		}
		catch (RuntimeException ex) {
			log.error("A connection of user {} failed and is closed", subscriber.userId(), ex);
			subscriber.closeQuietly();
		}
	}

	/**
	 * Ends the streams of a user to whom a record could not be sent, at once, so that
	 * what follows does not move the clients' cursors beyond it.
	 * @param userId the user
	 */
	public void recordLost(long userId) {
		for (Subscriber subscriber : subscribersOf(userId)) {
			isolated(subscriber, (each) -> each.close(CloseReason.RECORDS_LOST));
		}
	}

	/**
	 * Ends all streams as {@link #reconnectAll} does, because clients missed something.
	 * Until then they get what is new, but it does not move their cursors: otherwise they
	 * would ask for what follows it, and never for what they missed.
	 */
	public void recordsLost() {
		all().forEach(Subscriber::missed);
		reconnectAll(CloseReason.RECORDS_LOST);
	}

	/**
	 * Ends all streams, evenly over the time of a drain, so that their clients reconnect
	 * and replay.
	 * @param reason the reason
	 */
	public void reconnectAll(CloseReason reason) {
		long end = now() + this.properties.drain().toNanos();
		all().forEach((subscriber) -> subscriber.endBy(randomTimeUntil(end), reason));
	}

	private long randomTimeUntil(long end) {
		long now = now();
		return now + ThreadLocalRandom.current().nextLong(Math.max(1, end - now));
	}

	private Subscriber[] subscribersOf(long userId) {
		return this.subscribers.getOrDefault(userId, NONE);
	}

	/** Sends the heartbeats and closes the connections that are due. */
	void tick() {
		long now = now();
		all().forEach((subscriber) -> isolated(subscriber, (each) -> each.tick(now)));
	}

	/** From now on every stream ends before a time, also one that is yet to open. */
	void drainUntil(long end) {
		this.drainEnd = end;
		all().forEach((subscriber) -> subscriber.endBy(randomTimeUntil(end), CloseReason.DRAINED));
	}

	/** Closes all streams that are left. From now on every subscription is refused. */
	void close() {
		this.closed = true;
		all().forEach((subscriber) -> isolated(subscriber, (each) -> each.close(CloseReason.DRAINED)));
	}

	/** Accepts subscribers again, as the application is started again. */
	void open() {
		this.closed = false;
		this.drainEnd = null;
	}

	Stream<Subscriber> all() {
		return this.subscribers.values().stream().flatMap(Arrays::stream);
	}

	long queuedBytes() {
		return this.budget.used();
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

	/** A jittered time after which a client reconnects. */
	Duration retry() {
		return this.jitter.retry();
	}

	/** The heartbeat for clients that want to see it. */
	SseFrame ping() {
		return this.ping;
	}

	/** How long live events wait for a client's history, in nanoseconds. */
	long patience() {
		return this.properties.replayPatience().toNanos();
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
