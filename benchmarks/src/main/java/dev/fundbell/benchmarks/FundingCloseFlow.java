package dev.fundbell.benchmarks;

import java.sql.SQLException;
import java.util.List;

/**
 * Data set of fundings that have met their target, each with the same number of
 * participants; in a tenth of cases the user took part twice, and in another had
 * cancelled once.
 */
record FundingCloseFlow(int fundings) implements Flow {

	// A participant is one user of one funding. Of a funding, user ids are spread.
	private static final String PARTICIPATIONS = """
			INSERT INTO participations (funding_id, user_id, amount, status, created_at)
			SELECT seq %% %1$d + 1, seq, 10000 + seq %% 7 * 5000, 'ACTIVE', '2026-08-01' FROM seq_1_to_%2$d
			UNION ALL
			SELECT seq * 10 %% %1$d + 1, seq * 10, 5000, IF(seq %% 2 = 0, 'ACTIVE', 'CANCELLED'), '2026-08-02'
			FROM seq_1_to_%3$d
			""";

	@Override
	public String module() {
		return "funding-close-task";
	}

	@Override
	public void fill(Servers servers, int rows) throws SQLException {
		new Dataset().users(rows)
			.fundings(this.fundings, "OPEN", "2026-10-01")
			.with(PARTICIPATIONS.formatted(this.fundings, rows, Math.max(1, rows / 10)))
			.fill(servers);
	}

	@Override
	public List<String> arguments() {
		return List.of();
	}

	@Override
	public List<String> steps() {
		return List.of("close", "grant-coupons", "notify-success");
	}

}
