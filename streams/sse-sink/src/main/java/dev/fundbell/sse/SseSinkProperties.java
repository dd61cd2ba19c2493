package dev.fundbell.sse;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Options of the sink.
 *
 * @param maxConnections Open event streams on this instance; clients beyond them are told
 * to come back later. 0 sets no limit. Unit: streams. Raise it together with
 * server.jetty.max-connections and the limit of open files.
 * @param maxConnectionsPerUser Open event streams of one user on this instance; one more
 * ends the oldest. 0 sets no limit. Unit: streams. Raise it for users who share an
 * account.
 * @param queueEvents Events that may wait for a slow client before it is disconnected; it
 * replays them when it reconnects. At least 1. Unit: events. Raise it where single users
 * get hundreds at once.
 * @param queueSize Bytes that may wait for a slow client before it is disconnected; an
 * event larger than this goes to the dead-letter topic. At least 4KB. Raise it for longer
 * texts.
 * @param queuesSize Bytes that may wait for all clients together before the slowest is
 * disconnected: it bounds the memory of the queues. 0 takes a quarter of the heap. Set it
 * to bound them independently of the heap.
 * @param heartbeat How long a stream may be silent before a comment is sent, which keeps
 * proxies from closing it. 0 sends none. Lower it below the idle timeout of your proxy.
 * @param writeTimeout How long a client may read nothing before it is disconnected. 0
 * waits forever. Raise it for phones on poor networks.
 * @param lifetime The longest life of a stream; each ends at a random time in the last
 * fifth of it, and the client reconnects with its Last-Event-ID. 0 sets no limit. Lower
 * it to spread clients over new instances sooner; keep it below `recent.age`.
 * @param retry How long clients are told to wait before they reconnect; each is told a
 * random time from half of this to one and a half. 0 leaves it to the client. Raise it
 * where reconnects come in storms.
 * @param retryAfter The least time after which a refused client comes back; each is told
 * a random time up to three times as long. At least 1s. Raise it where instances are
 * often full.
 * @param replayPatience How long live notifications wait for those that the client missed
 * before they go first. 0 never lets them wait. Raise it where order matters more than
 * delay.
 * @param unreadInterval How often unread notifications are counted for clients that ask
 * for their number by `?unread=event`; each user is counted once, however many events
 * came since. 0 sends no numbers. Raise it where that keeps the database busy.
 * @param brokerPatience How long this instance may be without its broker before its
 * streams end and their clients come back, perhaps to an instance that has it. 0 lets
 * them wait. Set it to 0 where there is one instance.
 * @param drain Over how long the streams are closed when this instance stops, after the
 * drain delay, so that their clients do not all reconnect at once. 0 closes all at once.
 * Raise it with the number of clients, and spring.lifecycle.timeout-per-shutdown-phase
 * with it.
 * @param drainDelay How long this instance goes on as usual when it stops, until load
 * balancers have seen that it is not ready any longer. 0 starts the drain at once. Raise
 * it above the interval of your load balancer's probes.
 * @param requestTimeout How long a client may take to send a whole request before it is
 * disconnected. 0 waits forever. Raise it for very slow networks.
 * @param sendBuffer Bytes that the operating system buffers for each client, up to 2GB. 0
 * leaves it to the system, which may hold megabytes for each slow client. Raise it for
 * long bursts to distant clients.
 * @param warmUp Event streams that this instance opens to itself while it starts, so that
 * their code is compiled before clients come. 0 opens none. Unit: streams. Set it to 0
 * where a second of processor time at the start is dear and clients are few.
 * @param allowedOrigins Origins whose pages may call the API from another site, such as
 * https://www.example.com, or patterns of them, such as https://*.example.com. None: only
 * pages of the sink's own origin. Set it where your pages are on another host.
 */
@Validated
@ConfigurationProperties("fundbell.sse")
public record SseSinkProperties(@DefaultValue("15000") @Min(0) int maxConnections,
		@DefaultValue("20") @Min(0) int maxConnectionsPerUser, @DefaultValue("256") @Min(1) int queueEvents,
		@DefaultValue("64KB") DataSize queueSize, @DefaultValue("0") DataSize queuesSize,
		@DefaultValue("15s") @DurationMin Duration heartbeat, @DefaultValue("30s") @DurationMin Duration writeTimeout,
		@DefaultValue("1h") @DurationMin Duration lifetime, @DefaultValue("3s") @DurationMin Duration retry,
		@DefaultValue("5s") @DurationMin(seconds = 1) Duration retryAfter,
		@DefaultValue("3s") @DurationMin Duration replayPatience,
		@DefaultValue("500ms") @DurationMin Duration unreadInterval,
		@DefaultValue("1m") @DurationMin Duration brokerPatience, @DefaultValue("5s") @DurationMin Duration drainDelay,
		@DefaultValue("5s") @DurationMin Duration drain, @DefaultValue("10s") @DurationMin Duration requestTimeout,
		@DefaultValue("64KB") DataSize sendBuffer, @DefaultValue("1500") @Min(0) int warmUp,
		@DefaultValue List<String> allowedOrigins) {

	/** The rest is for the application, the recent past and what is being written. */
	private static final int SHARE_OF_HEAP = 4;

	private static final DataSize LEAST_QUEUE = DataSize.ofKilobytes(4);

	public SseSinkProperties {
		if (queueSize.compareTo(LEAST_QUEUE) < 0) {
			throw new IllegalArgumentException("fundbell.sse.queue-size must be at least 4KB, was " + queueSize);
		}
		if (queuesSize.toBytes() == 0) {
			queuesSize = DataSize.ofBytes(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
		}
		if (allowedOrigins.contains("*")) {
			throw new IllegalArgumentException(
					"fundbell.sse.allowed-origins must name origins, not all of them: their pages act as the user who is signed in");
		}
		if (sendBuffer.isNegative() || sendBuffer.toBytes() > Integer.MAX_VALUE) {
			throw new IllegalArgumentException("fundbell.sse.send-buffer must be from 0 to 2GB, was " + sendBuffer);
		}
	}

}
