package dev.fundbell.sse.hub;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.fundbell.sse.SseSinkProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Lifecycle of the hub: its ticker, one scheduled pass over all connections, and its
 * drain when the application stops. The drain ends before the web server and the consumer
 * stop, so that events flow to the clients that are still connected.
 */
final class HubLifecycle implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(HubLifecycle.class);

	private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);

	private static final Duration DRAIN_STEP = Duration.ofMillis(20);

	private final SseHub hub;

	private final Duration interval;

	private final Duration drain;

	private final Duration drainDelay;

	private final ApplicationEventPublisher events;

	private volatile @Nullable ScheduledExecutorService ticker;

	private volatile boolean refusing;

	HubLifecycle(SseHub hub, SseSinkProperties properties, ApplicationEventPublisher events) {
		this.hub = hub;
		Duration tenth = properties.heartbeat().isZero() ? LONGEST_INTERVAL : properties.heartbeat().dividedBy(10);
		this.interval = (tenth.compareTo(LONGEST_INTERVAL) < 0) ? tenth : LONGEST_INTERVAL;
		this.drain = properties.drain();
		this.drainDelay = properties.drainDelay();
		this.events = events;
	}

	@Override
	public void start() {
		ScheduledExecutorService executor = Executors
			.newSingleThreadScheduledExecutor((task) -> new Thread(task, "sse-ticker"));
		executor.scheduleWithFixedDelay(this::tick, this.interval.toNanos(), this.interval.toNanos(),
				TimeUnit.NANOSECONDS);
		this.ticker = executor;
		if (this.refusing) {
			// The application is started again in the same process.
			this.hub.open();
			AvailabilityChangeEvent.publish(this.events, this, ReadinessState.ACCEPTING_TRAFFIC);
			this.refusing = false;
		}
	}

	private void tick() {
		try {
			this.hub.tick();
		}
		catch (RuntimeException ex) {
			// The executor would never run a task again that throws.
			log.error("A pass over the connections failed; the next one follows", ex);
		}
	}

	@Override
	public void stop(Runnable callback) {
		ScheduledExecutorService executor = this.ticker;
		if (executor == null) {
			callback.run();
			return;
		}
		this.refusing = true;
		AvailabilityChangeEvent.publish(this.events, this, ReadinessState.REFUSING_TRAFFIC);
		log.info("Stopping: {} event streams are closed over {}, from {} on, and come back to other instances",
				this.hub.connections(), this.drain, this.drainDelay);
		executor.schedule(() -> drain(executor, callback), this.drainDelay.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void drain(ScheduledExecutorService executor, Runnable callback) {
		if (this.hub.connections() == 0) {
			end(executor, callback);
			return;
		}
		this.hub.drainUntil(this.hub.now() + this.drain.toNanos());
		executor.scheduleWithFixedDelay(this::tick, 0, DRAIN_STEP.toNanos(), TimeUnit.NANOSECONDS);
		executor.schedule(() -> end(executor, callback), this.drain.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void end(ScheduledExecutorService executor, Runnable callback) {
		try {
			this.hub.close();
		}
		finally {
			executor.shutdownNow();
			this.ticker = null;
			callback.run();
		}
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.ticker != null;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
	}

}
