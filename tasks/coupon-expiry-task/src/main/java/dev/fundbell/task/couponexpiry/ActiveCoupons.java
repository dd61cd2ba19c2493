package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;

import dev.fundbell.batch.ChunkSource;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ACTIVE coupons that expire within some dates, as ranges with a bounded number of
 * rows each. It walks the index from date to date, so that what it has passed is never
 * read again.
 */
final class ActiveCoupons implements ChunkSource<CouponRange> {

	private static final String COUNT = """
			SELECT COUNT(*) FROM coupons WHERE status = 'ACTIVE' AND expiration_date BETWEEN ? AND ?
			""";

	private static final String NEXT_DATE = """
			SELECT MIN(expiration_date) FROM coupons WHERE status = 'ACTIVE' AND expiration_date BETWEEN ? AND ?
			""";

	private static final String NEXT_RANGE = """
			SELECT MAX(id) FROM (
			  SELECT id FROM coupons FORCE INDEX (ix_coupons_expiration)
			  WHERE status = 'ACTIVE' AND expiration_date = ? AND id > ? ORDER BY id LIMIT ?
			) chunk
			""";

	private final JdbcClient jdbc;

	private final LocalDate from;

	private final LocalDate through;

	private final int size;

	private @Nullable LocalDate date;

	private long after;

	ActiveCoupons(JdbcClient jdbc, LocalDate from, LocalDate through, int size) {
		this.jdbc = jdbc;
		this.from = from;
		this.through = through;
		this.size = size;
		this.date = from.minusDays(1);
		this.after = Long.MAX_VALUE;
	}

	@Override
	public long total() {
		return this.jdbc.sql(COUNT).params(this.from, this.through).query(Long.class).single();
	}

	@Override
	public @Nullable CouponRange next() {
		while (this.date != null) {
			Long last = (this.after != Long.MAX_VALUE) ? this.jdbc.sql(NEXT_RANGE)
				.params(this.date, this.after, this.size)
				.query(Long.class)
				.optional()
				.orElse(null) : null;
			if (last != null) {
				CouponRange range = new CouponRange(this.date, this.after, last);
				this.after = last;
				return range;
			}
			this.date = this.jdbc.sql(NEXT_DATE)
				.params(this.date.plusDays(1), this.through)
				.query(LocalDate.class)
				.optional()
				.orElse(null);
			this.after = 0;
		}
		return null;
	}

}
