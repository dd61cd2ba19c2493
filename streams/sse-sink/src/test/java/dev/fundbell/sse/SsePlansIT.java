package dev.fundbell.sse;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.fundbell.test.Plans;
import dev.fundbell.test.SseTestClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rule that no statement of the sink scans a table, though one user owns half of all
 * notifications.
 */
class SsePlansIT extends RunningSink {

	/** One per second, until now. */
	private static final int NOTIFICATIONS = 200_000;

	private static final int USERS = 20_000;

	/** As many as a million notifications have, while Kafka is away. */
	private static final int UNPUBLISHED_CHUNKS = 500;

	/** Those of the last hours; before, each user has read all. */
	private static final int UNREAD = 10_000;

	private static final long OWNER_OF_HALF = 1;

	/** Has five notifications, the last of them unread. */
	private static final long ANOTHER = 2;

	@Autowired
	private Plans plans;

	@Test
	void readsRangesOfTheInboxWhoeverOwnsIt() throws Exception {
		use(OWNER_OF_HALF, NOTIFICATIONS - 501);
		use(ANOTHER, NOTIFICATIONS - 2 * USERS - 8);
		assertThat(this.plans.scans()).isEmpty();
		assertThat(this.plans.accesses()).filteredOn((access) -> access.table().matches("n|s|n1_0|notifications"))
			.hasSizeGreaterThan(20)
			.allSatisfy((access) -> assertThat(access.key()).isIn("ix_notifications_inbox", "PRIMARY"));
		assertThat(this.plans.accesses()).extracting(Plans.Access::statement)
			.anyMatch((sql) -> sql.contains("INTERVAL ? MICROSECOND"))
			.anyMatch((sql) -> sql.contains("n.published_at >= ? AND (n.published_at > ? OR n.id > ?)"))
			.anyMatch((sql) -> sql.startsWith("UPDATE notifications"));
		Stream.of("inbox", "replay", "stream")
			.forEach((name) -> assertThat(this.plans.notExplained("dev.fundbell.sse." + name)).isEmpty());
	}

	/** Makes each kind of request. */
	private void use(long user, long lastEventId) throws Exception {
		String token = signIn(user);
		assertThat(getOk("/api/notification/exist", token)).isEqualTo("true");
		String page = getOk("/api/notifications?limit=2", token);
		getOk("/api/notifications?limit=2&cursor=" + page.replaceAll(".*\"nextCursor\":\"([^\"]+)\".*", "$1"), token);
		getOk("/api/notifications/unread-count", token);
		replay(user, token, Long.toString(lastEventId));
		replay(user, token, "@" + this.clock.instant().minusSeconds(2000).toEpochMilli());
		String newest = page.replaceAll("^.*?\"notificationId\":(\\d+).*$", "$1");
		assertThat(send("PUT", "/api/notifications/" + newest + "/read", token).statusCode()).isEqualTo(204);
		assertThat(send("PUT", "/api/notifications/" + newest + "/read", token).statusCode()).isEqualTo(204);
		assertThat(send("PUT", "/api/notifications/read", token).statusCode()).isEqualTo(200);
		assertThat(getOk("/api/notification/exist", token)).isEqualTo("false");
	}

	private String getOk(String path, String token) throws Exception {
		HttpResponse<String> response = get(path, token);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	/** Until the newest notification has come, and the number of unread ones. */
	private void replay(long user, String token, String lastEventId) throws Exception {
		String newest = Long.toString(NOTIFICATIONS - ((user == OWNER_OF_HALF) ? 1 : 10));
		try (SseTestClient client = SseTestClient.connect(
				URI.create(baseUrl() + "/api/notification/subscribe/" + user + "?unread=event"),
				Map.of("Authorization", "Bearer " + token, "Last-Event-ID", lastEventId))) {
			await().untilAsserted(() -> assertThat(client.events()).anyMatch((event) -> event.name().equals("unread"))
				.anyMatch((event) -> event.data().contains("\"notificationId\":" + newest)));
		}
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class FilledTables {

		private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("''yyyy-MM-dd HH:mm:ss''")
			.withZone(ZoneOffset.UTC);

		@Bean
		static Plans plans() {
			return new Plans();
		}

		/** Fills the tables before the first statement that is scheduled. */
		@Bean
		SmartInitializingSingleton tables(DataSource dataSource, Clock clock) {
			return () -> fill(new JdbcTemplate(dataSource), clock.instant());
		}

		/** Not as prepared statements, which are explained. */
		private static void fill(JdbcTemplate jdbc, Instant now) {
			String time = UTC.format(now);
			jdbc.execute(
					"INSERT INTO users (id, name, locale, created_at) SELECT seq, 'A user', 'ko', %s FROM seq_1_to_%d"
						.formatted(time, USERS));
			jdbc.execute(
					"""
							INSERT INTO notifications (id, type, user_id, subject_id, due_date, message, state, created_at,
							    first_published_at, published_at, read_at)
							SELECT seq, 'FUNDING_FAILED', IF(seq %% 2 = 1, %3$d, %4$d + seq DIV 2 %% (%2$d - 1)), seq, DATE(%6$s),
							    'A text', 'PUBLISHED', %6$s - INTERVAL %1$d - seq SECOND, %6$s - INTERVAL %1$d - seq SECOND,
							    %6$s - INTERVAL %1$d - seq SECOND, IF(seq <= %1$d - %5$d, %6$s, NULL)
							FROM seq_1_to_%1$d
							"""
						.formatted(NOTIFICATIONS, USERS, OWNER_OF_HALF, ANOTHER, UNREAD, time));
			jdbc.execute("INSERT INTO inbox_positions (user_id, read_until) SELECT id, %s FROM users"
				.formatted(UTC.format(now.minus(Duration.ofDays(1)).minusSeconds(UNREAD))));
			jdbc.execute("""
					INSERT INTO unpublished_ranges (first_id, last_id, attempts)
					SELECT seq * 20, seq * 20 + 19, IF(seq %% 10 = 0, 5, 0) FROM seq_1_to_%d
					""".formatted(UNPUBLISHED_CHUNKS));
			jdbc.execute("ANALYZE TABLE users, notifications, inbox_positions, unpublished_ranges");
		}

	}

}
