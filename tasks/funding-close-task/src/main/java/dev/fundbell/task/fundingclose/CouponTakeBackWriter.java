package dev.fundbell.task.fundingclose;

import java.util.List;

import dev.fundbell.batch.range.UserRange;
import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.run.Share;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer that takes back the unused coupons for an earlier success of fundings that have
 * failed after somebody had opened them again, those of a range of participants in one
 * statement. Idempotent. Coupons that were used or have expired stay as they are.
 * Thread-safe.
 */
final class CouponTakeBackWriter implements PreviewableWriter<UserRange> {

	private static final String UNUSED = """
			WHERE funding_id IN (:fundings) AND user_id > :after AND user_id <= :through
			    AND occasion = 'FUNDING_SUCCEEDED' AND status = 'ACTIVE' %s
			""";

	// Without its occasion, so that a later success can bring the user another one.
	private static final String TAKE_BACK = """
			UPDATE coupons FORCE INDEX (uk_coupons_occasion)
			SET status = 'TAKEN_BACK', occasion = NULL, taken_back_by = :run
			%s
			""";

	private static final String PREVIEW = "SELECT id FROM coupons FORCE INDEX (uk_coupons_occasion) %s";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final RunIds runs;

	private final StepExecution step;

	private final String unused;

	CouponTakeBackWriter(JdbcClient jdbc, TransactionOperations transactions, RunIds runs, StepExecution step) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.runs = runs;
		this.step = step;
		this.unused = UNUSED.formatted(Share.of(step.getJobParameters()).condition("user_id"));
	}

	@Override
	public void write(Chunk<? extends UserRange> ranges) {
		int run = this.runs.of(this.step);
		for (UserRange range : ranges) {
			this.transactions.executeWithoutResult((
					status) -> range.statement(this.jdbc, TAKE_BACK.formatted(this.unused)).param("run", run).update());
		}
	}

	@Override
	public List<String> preview(Chunk<? extends UserRange> ranges) {
		return ranges.getItems()
			.stream()
			.flatMap((range) -> range.statement(this.jdbc, PREVIEW.formatted(this.unused))
				.query((row, number) -> "coupon " + row.getLong(1))
				.list()
				.stream())
			.toList();
	}

}
