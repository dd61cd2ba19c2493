package dev.fundbell.benchmarks;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Data set of coupons that all expire tomorrow: two per user, in an order that has
 * nothing to do with the users.
 */
final class CouponExpiryFlow implements Flow {

	private static final String COUPONS = """
			INSERT INTO coupons (user_id, funding_id, amount, status, expiration_date, created_at)
			SELECT (seq * 7919) %% %d + 1, seq %% 1000 + 1, 5000, 'ACTIVE', '%s', '2026-10-02'
			FROM seq_1_to_%d
			""";

	private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Seoul");

	// As of the day on which it runs: coupons that have expired are nothing to tell of.
	private final LocalDate today = LocalDate.now(BUSINESS_ZONE);

	/** The date on which all coupons expire. */
	LocalDate expirationDate() {
		return this.today.plusDays(1);
	}

	@Override
	public String module() {
		return "coupon-expiry-task";
	}

	@Override
	public void fill(Servers servers, int rows) throws SQLException {
		int users = Math.max(1, rows / 2);
		new Dataset().users(users)
			.fundings(1000, "SUCCEEDED", "2026-10-01")
			.with(COUPONS.formatted(users, expirationDate(), rows))
			.fill(servers);
	}

	@Override
	public List<String> arguments() {
		return List.of("--run-date=" + this.today);
	}

	@Override
	public List<String> steps() {
		return List.of("notify");
	}

}
