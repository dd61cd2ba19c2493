package dev.fundbell.task.retention;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import dev.fundbell.test.LargeTables;
import dev.fundbell.test.WithRealServers;
import dev.fundbell.test.task.JobPlansTestBase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The plans of the statements of a run. */
@WithRealServers(platformDatabase = true)
class RetentionPlansIT extends JobPlansTestBase {

	private static final Instant LIMIT = Instant.parse("2026-11-01T00:00:00Z");

	private static final int SIZE = 100_000;

	/** The runs delete nearly all of them. */
	@Override
	protected int size() {
		return SIZE;
	}

	@Override
	protected void fill(LargeTables tables) {
		tables.participations().interests().coupons("'2026-12-01'").notifications();
		fill("UPDATE fundings SET status = 'FAILED'");
		fill("""
				INSERT INTO sms_deliveries (notification_id, user_id, event, source, state, round, accepted_at, settled_at)
				SELECT id, user_id, 'text', 'topic-0-1', 'SENT', 1, created_at, created_at FROM notifications
				""");
		fill("""
				INSERT INTO funding_closings (funding_id, outcome, amount, participations, deadline, due_date,
				    coupon_expiration_date, closed_at, settled_at)
				SELECT id, 'FAILED', 0, 0, created_at, '2026-01-01', '2026-01-01', created_at, created_at FROM fundings
				""");
		fill("UPDATE notifications SET state = 'CREATED' WHERE user_id = 1 ORDER BY id LIMIT 1");
		fill("""
				INSERT INTO unpublished_ranges (first_id, last_id)
				SELECT 1000000000 + seq, 1000000000 + seq FROM seq_1_to_10000
				""");
		fill("INSERT INTO inbox_positions (user_id, read_until) SELECT id, created_at FROM users");
	}

	@Test
	void scansNoTable() {
		long bookkeeping = rows().count("participations");
		run(new RetentionParameters(Map.of(Purge.Age.DELIVERED_TEXTS, LIMIT), null));
		assertThat(rows().count("sms_deliveries WHERE event = ''")).isEqualTo(SIZE);
		run(new RetentionParameters(Map.of(), 1L));
		assertThat(rows().count("notifications")).isEqualTo(SIZE / 2);
		assertThat(rows().count("sms_deliveries")).isEqualTo(SIZE / 2);
		assertThat(rows().count("interests")).isEqualTo(SIZE / 2);
		Map<Purge.Age, Instant> before = new EnumMap<>(Purge.Age.class);
		before.put(Purge.Age.NOTIFICATIONS, LIMIT);
		before.put(Purge.Age.DELIVERIES, LIMIT);
		before.put(Purge.Age.CLOSINGS, LIMIT);
		run(new RetentionParameters(before, null));
		for (String table : new String[] { "notifications", "sms_deliveries", "funding_closings", "inbox_positions" }) {
			assertThat(rows().count(table)).as(table).isZero();
		}
		assertThat(rows().count("participations")).isEqualTo(bookkeeping);
	}

	private void run(RetentionParameters parameters) {
		run(parameters.toJobParameters());
	}

	private void fill(String sql) {
		rows().jdbc().sql(sql).update();
	}

}
