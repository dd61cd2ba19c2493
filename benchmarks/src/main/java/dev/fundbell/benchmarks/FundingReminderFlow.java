package dev.fundbell.benchmarks;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Data set of a thousand fundings that close tomorrow. Users have marked them as
 * interesting, and none of these users takes part.
 */
final class FundingReminderFlow implements Flow {

	private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Seoul");

	private static final String INTERESTS = """
			INSERT INTO interests (funding_id, user_id, created_at)
			SELECT seq %% 1000 + 1, seq, '2026-08-01' FROM seq_1_to_%d
			""";

	// As of the day on which it runs: a deadline in the past is nothing to remind of.
	private final LocalDate today = LocalDate.now(BUSINESS_ZONE);

	@Override
	public String module() {
		return "funding-reminder-task";
	}

	@Override
	public void fill(Servers servers, int rows) throws SQLException {
		new Dataset().users(rows)
			.fundings(1000, "OPEN", this.today.plusDays(1) + " 12:00:00")
			.with(INTERESTS.formatted(rows))
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
