package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.run.LeadTime;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Expires ACTIVE coupons whose last day lies before the run date. */
final class ExpireCoupons implements ChunkedWork<CouponRange> {

	private static final LocalDate FIRST = LocalDate.of(1000, 1, 1);

	private static final String EXPIRE = """
			UPDATE coupons FORCE INDEX (ix_coupons_expiration) SET status = 'EXPIRED'
			WHERE status = 'ACTIVE' AND expiration_date = ? AND id > ? AND id <= ?
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final int chunkSize;

	ExpireCoupons(JdbcClient jdbc, TransactionOperations transactions, BatchProperties properties) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.chunkSize = properties.chunkSize();
	}

	@Override
	public ChunkSource<CouponRange> chunks(JobParameters parameters) {
		LocalDate yesterday = LeadTime.of(parameters).runDate().minusDays(1);
		return new ActiveCoupons(this.jdbc, FIRST, yesterday, this.chunkSize);
	}

	@Override
	public ChunkCount process(CouponRange range) {
		int expired = this.transactions.execute((status) -> this.jdbc.sql(EXPIRE)
			.params(range.expirationDate(), range.after(), range.through())
			.update());
		return new ChunkCount(expired, expired, 0);
	}

}
