package dev.fundbell.sse.replay;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Options of replay.
 *
 * @param overlap How far before a client's last event replay begins; longer than the time
 * from the claim of a notification to its delivery ever is. Notifications are not
 * delivered in the order of their claims. 0 loses some. Raise it where brokers are away
 * for longer.
 * @param pageSize Rows read at once for one client. From 1 to 1000. Unit: rows. Lower it
 * where texts are long.
 * @param maxAge The longest absence of a client after which missed notifications are
 * replayed; after a longer one it is told to fetch its list. 0 sets no limit. Lower it to
 * save the database work.
 * @param threads Statements that read missed notifications at the same time, each for up
 * to 50 clients. At least 1. Unit: threads. Raise it with the connection pool, and keep
 * it below the size of that.
 */
@Validated
@ConfigurationProperties("fundbell.sse.replay")
record ReplayProperties(@DefaultValue("5m") @DurationMin Duration overlap,
		@DefaultValue("100") @Min(1) @Max(1000) int pageSize, @DefaultValue("7d") @DurationMin Duration maxAge,
		@DefaultValue("4") @Min(1) int threads) {

}
