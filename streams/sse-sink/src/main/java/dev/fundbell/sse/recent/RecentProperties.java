package dev.fundbell.sse.recent;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Options of the recent past in memory.
 *
 * @param size Bytes of recent notifications that are kept in memory, of all users,
 * connected or not; clients whose last event is older are served from the database. 0
 * keeps none. Raise it where `fundbell_sse_replays_waiting` is often above 0.
 * @param age How old recent notifications in memory may be; at its start an instance
 * reads as far back. Longer than the lifetime of a stream, so that a client that
 * reconnects finds its last event. 0 keeps none. Raise it with the lifetime.
 */
@Validated
@ConfigurationProperties("fundbell.sse.recent")
public record RecentProperties(@DefaultValue("32MB") DataSize size, @DefaultValue("2h") @DurationMin Duration age) {

	public RecentProperties {
		if (size.isNegative()) {
			throw new IllegalArgumentException("fundbell.sse.recent.size must not be negative, was " + size);
		}
	}

}
