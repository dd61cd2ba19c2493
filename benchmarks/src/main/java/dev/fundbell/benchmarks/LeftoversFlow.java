package dev.fundbell.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Data set of notifications that killed runs have left, in full chunks: all of them are
 * claimed, none is published. There is nothing else to tell of.
 */
final class LeftoversFlow implements Flow {

	private static final int CHUNK_SIZE = 2000;

	private static final String NOTIFICATIONS = """
			INSERT INTO notifications (id, type, user_id, subject_id, due_date, funding_id, coupon_id, message, state,
			    created_at, expires_at, first_published_at, published_at)
			SELECT id, 'COUPON_DEADLINE', user_id, id, expiration_date, funding_id, id,
			    CONCAT('[달빛을 담은 수제 램프 ', funding_id, '] 펀딩 쿠폰이 내일 만료됩니다.'), 'PUBLISHING', UTC_TIMESTAMP(),
			    UTC_TIMESTAMP() + INTERVAL 1 DAY, UTC_TIMESTAMP(), UTC_TIMESTAMP()
			FROM coupons
			""";

	private static final String CHUNKS = """
			INSERT INTO unpublished_ranges (first_id, last_id, claimed_at)
			SELECT MIN(id), MAX(id), UTC_TIMESTAMP() FROM notifications GROUP BY (id - 1) DIV %d
			""".formatted(CHUNK_SIZE);

	private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Seoul");

	@Override
	public String module() {
		return "coupon-expiry-task";
	}

	@Override
	public void fill(Servers servers, int rows) throws SQLException {
		new CouponExpiryFlow().fill(servers, rows);
		try (Connection connection = servers.connect(); Statement statement = connection.createStatement()) {
			statement.execute(NOTIFICATIONS);
			statement.execute(CHUNKS);
			statement.execute("ANALYZE TABLE notifications, unpublished_ranges");
		}
		servers.settle();
	}

	/** The coupons expire tomorrow, so that nothing new is found. */
	@Override
	public List<String> arguments() {
		return List.of("--run-date=" + LocalDate.now(BUSINESS_ZONE), "--lead-days=0");
	}

	@Override
	public List<String> steps() {
		return List.of("publish");
	}

}
