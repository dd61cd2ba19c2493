package dev.fundbell.benchmarks.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Feed of the flow: coupons that expire tomorrow, inserted at a rate, each once whatever
 * happens to the database. Some coupons that expire today are there from the beginning:
 * none may be taken away on its last day.
 */
final class CouponFeed implements AutoCloseable {

	/** Coupons that expire today; all of them are of one user, without a phone. */
	static final int LAST_DAY = 50;

	private static final int BATCHES_PER_SECOND = 5;

	private static final String USERS = """
			INSERT INTO users (id, name, locale, phone_number, created_at)
			SELECT seq, 'A user', 'ko', IF(seq <= %1$d, CONCAT('+8210', 10000000 + seq), NULL), UTC_TIMESTAMP()
			FROM seq_1_to_%2$d
			""";

	private static final String FUNDING = """
			INSERT INTO fundings (id, title, target_amount, deadline, status, created_at)
			VALUES (1, '달빛 램프', 1, UTC_TIMESTAMP() - INTERVAL 30 DAY, 'SUCCEEDED', UTC_TIMESTAMP())
			""";

	private static final String COUPONS = """
			INSERT IGNORE INTO coupons (id, user_id, funding_id, amount, status, expiration_date, created_at)
			SELECT seq, %s, 1, 5000, 'ACTIVE', '%s', UTC_TIMESTAMP() FROM seq_%d_to_%d
			""";

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Thread thread = new Thread(this::run, "coupon-feed");

	private final Database database;

	private final int users;

	private final int batch;

	private final LocalDate today;

	private long lastId = LAST_DAY;

	/**
	 * A feed that has not begun.
	 * @param database the service's database, migrated and empty
	 * @param users users with a phone, from 1 on
	 * @param rate coupons per second
	 * @param today the business day
	 */
	CouponFeed(Database database, int users, int rate, LocalDate today) {
		this.database = database;
		this.today = today;
		this.users = users;
		this.batch = Math.max(1, rate / BATCHES_PER_SECOND);
		this.thread.setDaemon(true);
	}

	void begin() throws SQLException {
		this.database.execute(USERS.formatted(this.users, this.users + 1), FUNDING,
				COUPONS.formatted(this.users + 1, this.today, 1, LAST_DAY));
		this.thread.start();
	}

	private void run() {
		long start = System.nanoTime();
		for (long number = 1; !this.ended.get(); number++) {
			insertBatch();
			long due = start + number * 1_000_000_000L / BATCHES_PER_SECOND;
			Waiting.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
		}
	}

	/** Again and again until it is there, with the same ids. */
	private void insertBatch() {
		long last = this.lastId + this.batch;
		String sql = COUPONS.formatted("seq %% %d + 1".formatted(this.users), this.today.plusDays(1), this.lastId + 1,
				last);
		while (!isInserted(sql)) {
			Waiting.sleep(Duration.ofMillis(200));
		}
		this.lastId = last;
	}

	private boolean isInserted(String sql) {
		try {
			this.database.execute(sql);
			return true;
		}
		catch (SQLException ex) {
			return false;
		}
	}

	/** Ends it, after the batch that it inserts. */
	@Override
	public void close() {
		this.ended.set(true);
		Waiting.until(Duration.ofMinutes(1), () -> !this.thread.isAlive());
	}

}
