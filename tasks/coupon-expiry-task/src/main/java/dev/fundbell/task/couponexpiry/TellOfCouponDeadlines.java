package dev.fundbell.task.couponexpiry;

import java.util.List;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.notification.NewNotification;
import dev.fundbell.batch.publish.NotificationPublisher;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifies the user of each ACTIVE coupon that expires within the lead time. */
final class TellOfCouponDeadlines implements ChunkedWork<CouponRange> {

	private static final String READ = """
			SELECT c.id, c.user_id, u.locale, c.funding_id, f.title
			FROM coupons c
			JOIN users u ON u.id = c.user_id
			JOIN fundings f ON f.id = c.funding_id
			WHERE c.status = 'ACTIVE' AND c.expiration_date = ? AND c.id > ? AND c.id <= ?
			ORDER BY c.id
			""";

	private final JdbcClient jdbc;

	private final NotificationPublisher publisher;

	private final CouponDeadline type;

	private final int chunkSize;

	TellOfCouponDeadlines(JdbcClient jdbc, NotificationPublisher publisher, CouponDeadline type,
			BatchProperties properties) {
		this.jdbc = jdbc;
		this.publisher = publisher;
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
		return this.publisher.createAndPublish(() -> read(range));
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
