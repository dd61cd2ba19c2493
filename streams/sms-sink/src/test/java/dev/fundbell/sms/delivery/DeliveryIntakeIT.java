package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

import javax.sql.DataSource;

import dev.fundbell.database.ClockSkew;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.SettableClock;
import dev.fundbell.tracing.NotificationTracer;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of when deliveries are due that have just arrived. */
class DeliveryIntakeIT {

	private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

	private final DataSource dataSource = RealServers.get().fundbellDatabase().dataSource();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final Deliveries deliveries = new Deliveries(this.jdbc,
			new TransactionTemplate(new JdbcTransactionManager(this.dataSource)));

	@Test
	void areDueSoLongAfterTheirPublicationAndNeverBeforeTheirArrival() {
		intake(Duration.ofMinutes(10)).accept(List.of(published(1, NOW.minusSeconds(180)),
				published(2, NOW.minusSeconds(3600)), published(3, NOW.plusSeconds(60))));
		assertThat(dueAt(1)).isEqualTo(LocalDateTime.parse("2026-11-23T03:07:00"));
		assertThat(dueAt(2)).isEqualTo(LocalDateTime.parse("2026-11-23T03:00:00"));
		assertThat(dueAt(3)).as("by a clock that is ahead").isEqualTo(LocalDateTime.parse("2026-11-23T03:10:00"));
	}

	@Test
	void areDueAtOnceUnlessTheyHaveToBeUnread() {
		intake(Duration.ZERO).accept(List.of(published(4, NOW.minusSeconds(180)), published(5, NOW.plusSeconds(60))));
		assertThat(dueAt(4)).isEqualTo(LocalDateTime.parse("2026-11-23T03:00:00"));
		assertThat(dueAt(5)).isEqualTo(LocalDateTime.parse("2026-11-23T03:00:00"));
	}

	private DeliveryIntake intake(Duration unreadAfter) {
		ClockSkew any = new ClockSkew(JdbcClient.create(this.jdbc), Clock.systemUTC(), Duration.ZERO);
		return new DeliveryIntake(this.deliveries, new InFlightLimit(8), unreadAfter, any, NotificationTracer.OFF,
				new SettableClock(NOW.toString()));
	}

	private static NewDelivery published(long notification, Instant at) {
		return new NewDelivery(notification, notification, "t-0-" + notification, new byte[0], at);
	}

	private LocalDateTime dueAt(long notification) {
		return this.jdbc.queryForObject("SELECT due_at FROM sms_deliveries WHERE notification_id = ?",
				LocalDateTime.class, notification);
	}

}
