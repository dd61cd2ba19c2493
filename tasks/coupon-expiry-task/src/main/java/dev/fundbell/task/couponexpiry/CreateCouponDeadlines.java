package dev.fundbell.task.couponexpiry;

import java.util.List;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.notification.NewNotification;
import dev.fundbell.batch.notification.NotificationWriter;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Creates a notification for each ACTIVE coupon that expires within the lead time. */
final class CreateCouponDeadlines implements ChunkedWork<CouponRange> {

	private static final String READ = """
			SELECT c.id, c.user_id, u.locale, c.funding_id, f.title
			FROM coupons c
			JOIN users u ON u.id = c.user_id
			JOIN fundings f ON f.id = c.funding_id
			WHERE c.status = 'ACTIVE' AND c.expiration_date = ? AND c.id > ? AND c.id <= ?
			ORDER BY c.id
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final NotificationWriter writer;

	private final CouponDeadline type;

	private final int chunkSize;

	CreateCouponDeadlines(JdbcClient jdbc, TransactionOperations transactions, NotificationWriter writer,
			CouponDeadline type, BatchProperties properties) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.writer = writer;
		this.type = type;
		this.chunkSize = properties.chunkSize();
	}

	@Override
	public ChunkSource<CouponRange> chunks(JobParameters parameters) {
		CouponExpiryParameters run = CouponExpiryParameters.of(parameters);
		return new ActiveCoupons(this.jdbc, run.runDate(), run.lastDate(), this.chunkSize);
	}

	@Override
	public ChunkCount process(CouponRange range) {
		return this.transactions.execute((status) -> this.writer.write(read(range)));
	}

	private List<NewNotification> read(CouponRange range) {
		return this.jdbc.sql(READ)
			.params(range.expirationDate(), range.after(), range.through())
			.query((row,
					number) -> this.type.of(new ExpiringCoupon(row.getLong(1), row.getLong(2), row.getString(3),
							row.getLong(4), row.getString(5), range.expirationDate())))
			.list();
	}

}
