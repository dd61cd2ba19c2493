package dev.fundbell.publish;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.notification.NewNotification;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NotificationWriterIT {

	private static final int RUN = 7;

	private static final LocalDate DUE = LocalDate.parse("2026-11-24");

	private final DataSource database = RealServers.get().fundbellDatabase().dataSource();

	private final Rows rows = new Rows(this.database);

	private final SettableClock clock = new SettableClock("2026-11-23T00:00:00.123456789Z");

	private final NotificationWriter writer = writer();

	@Test
	void writesEveryColumnAndClaims() {
		this.writer.write(List
			.of(new NewNotification("T", 7, 42, DUE, 3L, 42L, "'\"\\ 🎁 ? {0}", Instant.parse("2026-11-24T15:00:00Z"))),
				RUN);
		assertThat(this.rows.jdbc().sql("SELECT * FROM notifications").query().singleRow()).containsEntry("type", "T")
			.containsEntry("user_id", 7L)
			.containsEntry("subject_id", 42L)
			.containsEntry("funding_id", 3L)
			.containsEntry("coupon_id", 42L)
			.containsEntry("message", "'\"\\ 🎁 ? {0}")
			.containsEntry("state", "PUBLISHING")
			.containsEntry("created_by", RUN)
			.containsEntry("read_at", null);
		assertThat(stored("CONCAT_WS(' ', due_date, expires_at)")).isEqualTo("2026-11-24 2026-11-24 15:00:00.000000");
		assertThat(stored("CONCAT_WS(' ', created_at, first_published_at, published_at)"))
			.isEqualTo("2026-11-23 00:00:00.123456 2026-11-23 00:00:00.123456 2026-11-23 00:00:00.123456");
	}

	@Test
	void leavesOutWhatIsAbsent() {
		this.writer.write(List.of(new NewNotification("T", 7, 42, DUE, null, null, "text", null)), RUN);
		assertThat(stored("CONCAT_WS(' ', funding_id, coupon_id, expires_at)")).isEmpty();
	}

	@Test
	void givesAChunkIdsNextToEachOther() {
		List<NotificationEvent> created = this.writer.write(notifications(1, 2500), RUN).created();
		assertThat(created).hasSize(2500);
		long first = created.get(0).notificationId();
		assertThat(created).extracting(NotificationEvent::notificationId)
			.containsExactlyElementsOf(LongStream.range(first, first + 2500).boxed().toList());
		assertThat(id("MIN")).isEqualTo(first);
		assertThat(id("MAX")).isEqualTo(first + 2499);
	}

	@Test
	void sharesNoIdWithAnotherWriter() {
		NotificationWriter other = writer();
		for (int chunk = 0; chunk < 6; chunk++) {
			((chunk % 2 == 0) ? this.writer : other).write(notifications(chunk * 4000L + 1, chunk * 4000L + 4000), RUN);
		}
		assertThat(this.rows.count("notifications")).isEqualTo(24_000);
	}

	@Test
	void tellsThatOneWasThereAndThenLeavesItAloneInWhateverState() {
		this.writer.write(notifications(1, 5), RUN);
		this.rows.jdbc().sql("UPDATE notifications SET state = 'WITHDRAWN', message = 'old'").update();
		this.rows.jdbc().sql("UPDATE notifications SET state = 'CREATED', published_at = NULL LIMIT 1").update();
		NotificationWriter later = writer();
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> write(later, notifications(4, 8)));
		assertThat(this.rows.count("notifications")).isEqualTo(5);
		WrittenNotifications written = write(later, notifications(4, 8));
		assertThat(written.total()).isEqualTo(5);
		assertThat(written.created()).extracting(NotificationEvent::userId).containsExactly(1L, 2L, 3L);
		assertThat(this.rows.count("notifications")).isEqualTo(8);
		assertThat(this.rows.notificationsIn("PUBLISHING")).isEqualTo(3);
		assertThat(this.rows.count("notifications WHERE message = 'old'")).isEqualTo(5);
	}

	@Test
	void looksForAnyNumberAndComparesTheWholeKey() {
		this.writer.write(notifications(1, 2500), RUN);
		NotificationWriter later = writer();
		List<NewNotification> again = new ArrayList<>(notifications(1, 2500));
		NewNotification one = again.get(1234);
		again.add(new NewNotification("U", one.userId(), one.subjectId(), DUE, 1L, null, "type", null));
		again.add(new NewNotification("T", 99, one.subjectId(), DUE, 1L, null, "user", null));
		again.add(new NewNotification("T", one.userId(), 9999, DUE, 1L, null, "subject", null));
		again.add(new NewNotification("T", one.userId(), one.subjectId(), DUE.plusDays(1), 1L, null, "date", null));
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> write(later, again));
		assertThat(write(later, again).created()).extracting(NotificationEvent::message)
			.containsExactly("type", "user", "subject", "date");
		assertThat(write(later, again).created()).isEmpty();
	}

	@Test
	void tellsWhatItCreatedAsTheDatabaseHasIt() {
		Instant expiry = Instant.parse("2026-11-24T15:00:00Z");
		NotificationEvent created = this.writer
			.write(List.of(new NewNotification("T", 7, 42, DUE, 3L, 42L, "텍스트 😀", expiry)), RUN)
			.created()
			.get(0);
		assertThat(created).isEqualTo(new NotificationEvent(id("MAX"), 7, "T", "텍스트 😀", 3L, 42L,
				Instant.parse("2026-11-23T00:00:00.123456Z"), expiry));
		assertThat(stored("CONCAT_WS('|', user_id, type, message, funding_id, coupon_id, created_at, expires_at)"))
			.isEqualTo("7|T|텍스트 😀|3|42|2026-11-23 00:00:00.123456|2026-11-24 15:00:00.000000");
	}

	@Test
	void hasNothingToDoForNothing() {
		assertThat(this.writer.write(List.of(), RUN).total()).isZero();
	}

	@Test
	void hidesNoOtherErrorBehindTheBusinessKey() {
		List<NewNotification> tooLong = List.of(new NewNotification("T".repeat(33), 7, 42, DUE, null, null, "m", null));
		assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> write(this.writer, tooLong));
		assertThat(this.rows.count("notifications")).isZero();
	}

	private NotificationWriter writer() {
		return new NotificationWriter(new JdbcTemplate(this.database), this.clock);
	}

	private WrittenNotifications write(NotificationWriter to, List<NewNotification> notifications) {
		TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(this.database));
		return Objects.requireNonNull(transactions.execute((status) -> to.write(notifications, RUN)));
	}

	private static List<NewNotification> notifications(long firstSubject, long lastSubject) {
		return LongStream.rangeClosed(firstSubject, lastSubject)
			.mapToObj((subject) -> new NewNotification("T", subject % 3 + 1, subject, DUE, 1L, null, "text", null))
			.toList();
	}

	private String stored(String expression) {
		return this.rows.jdbc()
			.sql("SELECT " + expression + " FROM notifications")
			.query((row, number) -> row.getString(1))
			.single();
	}

	private long id(String function) {
		return this.rows.jdbc().sql("SELECT " + function + "(id) FROM notifications").query(Long.class).single();
	}

}
