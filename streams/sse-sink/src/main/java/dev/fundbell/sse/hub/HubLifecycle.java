package dev.fundbell.sse.hub;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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

	private final ApplicationEventPublisher events;

	private volatile @Nullable ScheduledExecutorService ticker;

	private volatile boolean refusing;

	HubLifecycle(SseHub hub, Duration heartbeat, Duration drain, ApplicationEventPublisher events) {
		this.hub = hub;
		Duration tenth = heartbeat.isZero() ? LONGEST_INTERVAL : heartbeat.dividedBy(10);
		this.interval = (tenth.compareTo(LONGEST_INTERVAL) < 0) ? tenth : LONGEST_INTERVAL;
		this.drain = drain;
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
			this.hub.endDraining();
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
		Drain draining = new Drain(this.hub, this.drain);
		log.info("Stopping: {} event streams are closed over {} and come back to other instances",
				this.hub.connections(), this.drain);
		drain(executor, draining, callback);
	}

	private void drain(ScheduledExecutorService executor, Drain draining, Runnable callback) {
		if (!draining.step(this.hub.now())) {
			executor.schedule(() -> drain(executor, draining, callback), DRAIN_STEP.toMillis(), TimeUnit.MILLISECONDS);
			return;
		}
		executor.shutdownNow();
		this.ticker = null;
		callback.run();
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
