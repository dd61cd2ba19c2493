package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.KeyRangePartitioner;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Query of the ACTIVE coupons that expire within some dates, in the order of the index of
 * those dates.
 */
final class ActiveCoupons implements KeyRangePartitioner.Keys {

	private static final String COUNT = """
			SELECT COUNT(*) FROM coupons WHERE status = 'ACTIVE' AND expiration_date BETWEEN ? AND ?
			""";

	private static final String KEY_AFTER = """
			SELECT expiration_date, id FROM coupons FORCE INDEX (ix_coupons_expiration)
			WHERE status = 'ACTIVE' AND (expiration_date > :date OR (expiration_date = :date AND id > :id))
			  AND expiration_date <= :through
			ORDER BY expiration_date, id LIMIT 1 OFFSET :between
			""";

	private final JdbcClient jdbc;

	private final LocalDate from;

	private final LocalDate through;

	/**
	 * Coupons.
	 * @param jdbc the service's database
	 * @param from their first expiration date
	 * @param through their last expiration date
	 */
	ActiveCoupons(JdbcClient jdbc, LocalDate from, LocalDate through) {
		this.jdbc = jdbc;
		this.from = from;
		this.through = through;
	}

	@Override
	public long count() {
		return this.jdbc.sql(COUNT).params(this.from, this.through).query(Long.class).single();
	}

	@Override
	public KeyRange all() {
		return new KeyRange(CouponKey.lastOf(this.from.minusDays(1)).toString(),
				CouponKey.lastOf(this.through).toString());
	}

	@Override
	public @Nullable String keyAfter(KeyRange range, long rows) {
		CouponKey after = CouponKey.of(range.after());
		return this.jdbc.sql(KEY_AFTER)
			.param("date", after.expirationDate())
			.param("id", after.id())
			.param("through", CouponKey.of(range.through()).expirationDate())
			.param("between", rows - 1)
			.query((row, number) -> new CouponKey(row.getObject(1, LocalDate.class), row.getLong(2)).toString())
			.optional()
			.orElse(null);
	}

}
