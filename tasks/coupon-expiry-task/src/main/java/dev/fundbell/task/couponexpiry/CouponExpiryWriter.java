package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.run.Share;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer that expires a chunk of coupons, with one statement per date over the chunk's
 * ids of that date: all ACTIVE coupons between them are past their last day. One per
 * partition; thread-safe.
 */
final class CouponExpiryWriter implements PreviewableWriter<CouponKey> {

	private static final String EXPIRE = """
			UPDATE coupons FORCE INDEX (ix_coupons_expiration) SET status = 'EXPIRED', expired_by = :run
			WHERE status = 'ACTIVE' AND expiration_date = :date AND id BETWEEN :first AND :last
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final RunIds runs;

	private final StepExecution step;

	private final String sql;

	CouponExpiryWriter(JdbcClient jdbc, TransactionOperations transactions, RunIds runs, StepExecution step) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.runs = runs;
		this.step = step;
		this.sql = EXPIRE + Share.of(step.getJobParameters()).condition("id");
	}

	@Override
	public void write(Chunk<? extends CouponKey> chunk) {
		Map<LocalDate, List<CouponKey>> dates = chunk.getItems()
			.stream()
			.collect(Collectors.groupingBy(CouponKey::expirationDate, TreeMap::new, Collectors.toList()));
		int run = this.runs.of(this.step);
		this.transactions
			.executeWithoutResult((status) -> dates.forEach((date, inOrder) -> expire(date, inOrder, run)));
	}

	@Override
	public List<String> preview(Chunk<? extends CouponKey> chunk) {
		return chunk.getItems().stream().map((coupon) -> "coupon " + coupon.id()).toList();
	}

	private void expire(LocalDate date, List<CouponKey> inOrder, int run) {
		this.jdbc.sql(this.sql)
			.param("run", run)
			.param("date", date)
			.param("first", inOrder.get(0).id())
			.param("last", inOrder.get(inOrder.size() - 1).id())
			.update();
	}

}
