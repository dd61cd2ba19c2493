package dev.fundbell.task.couponexpiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkCount;
import dev.fundbell.batch.ChunkSource;
import dev.fundbell.batch.ChunkedWork;
import dev.fundbell.batch.publish.NotificationPublisher;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.notification.CouponDeadline;
import dev.fundbell.notification.ExpiringCoupon;
import dev.fundbell.notification.NewNotification;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifies the user of each ACTIVE coupon that expires within the lead time. */
final class TellOfCouponDeadlines implements ChunkedWork<CouponRange> {

	// Left to itself, the optimizer may begin with the fundings and read every coupon for
	// each chunk.
	private static final String READ = """
			SELECT STRAIGHT_JOIN c.id, c.user_id, u.locale, c.funding_id, f.title
			FROM coupons c FORCE INDEX (ix_coupons_expiration)
			JOIN users u ON u.id = c.user_id
			JOIN fundings f ON f.id = c.funding_id
			WHERE c.status = 'ACTIVE' AND c.expiration_date = :date AND c.id > :after AND c.id <= :through
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
		LeadTime run = LeadTime.of(parameters);
		return new ActiveCoupons(this.jdbc, run.runDate(), run.lastDate(), this.chunkSize);
	}

	@Override
	public ChunkCount process(CouponRange range) {
		return this.publisher.createAndPublish(() -> read(range));
	}

	@Override
	public String summary() {
		return this.publisher.times();
	}

	private List<NewNotification> read(CouponRange range) {
		List<NewNotification> notifications = new ArrayList<>(this.chunkSize);
		this.jdbc.sql(READ)
			.param("date", range.expirationDate())
			.param("after", range.after())
			.param("through", range.through())
			.query((row) -> {
				notifications.add(this.type.of(coupon(row, range.expirationDate())));
			});
		return notifications;
	}

	private static ExpiringCoupon coupon(ResultSet row, LocalDate expirationDate) throws SQLException {
		return new ExpiringCoupon(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), row.getString(5),
				expirationDate);
	}

}
