package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.KeyRangePartitioner;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ACTIVE coupons that expire within some dates, in the order of the index of those
 * dates.
 */
final class ActiveCoupons implements KeyRangePartitioner.Keys {

	/** A condition for the coupons of a key range; see {@link #parametersOf}. */
	static final String IN_RANGE = """
			c.status = 'ACTIVE'
			AND (c.expiration_date > :afterDate OR (c.expiration_date = :afterDate AND c.id > :afterId))
			AND (c.expiration_date < :throughDate OR (c.expiration_date = :throughDate AND c.id <= :throughId))
			""";

	private static final String COUNT = """
			SELECT COUNT(*) FROM coupons WHERE status = 'ACTIVE' AND expiration_date BETWEEN ? AND ?
			""";

	private static final String KEY_AFTER = "SELECT c.expiration_date, c.id FROM coupons c FORCE INDEX (ix_coupons_expiration) WHERE "
			+ IN_RANGE + " ORDER BY c.expiration_date, c.id LIMIT 1 OFFSET :between";

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
		return this.jdbc.sql(KEY_AFTER)
			.params(parametersOf(range))
			.param("between", rows - 1)
			.query((row, number) -> new CouponKey(row.getObject(1, LocalDate.class), row.getLong(2)).toString())
			.optional()
			.orElse(null);
	}

	/** The parameters of {@link #IN_RANGE}. */
	static Map<String, Object> parametersOf(KeyRange range) {
		CouponKey after = CouponKey.of(range.after());
		CouponKey through = CouponKey.of(range.through());
		return Map.of("afterDate", after.expirationDate(), "afterId", after.id(), "throughDate",
				through.expirationDate(), "throughId", through.id());
	}

	/** The order of the index, for a reader by pages. */
	static Map<String, Order> inOrder() {
		Map<String, Order> keys = new LinkedHashMap<>();
		keys.put("c.expiration_date", Order.ASCENDING);
		keys.put("c.id", Order.ASCENDING);
		return keys;
	}

}
