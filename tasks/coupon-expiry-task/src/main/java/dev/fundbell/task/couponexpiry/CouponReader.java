package dev.fundbell.task.couponexpiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.run.Share;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reader of a partition's ACTIVE coupons: by pages, each of which seeks by date and id,
 * so that rows which it has passed are never read again. A page has one date, so that no
 * row needs to carry it. One per partition; not thread-safe.
 *
 * @param <T> the row
 */
final class CouponReader<T> implements ItemReader<T> {

	private static final String NEXT_DATE = """
			SELECT MIN(expiration_date) FROM coupons
			WHERE status = 'ACTIVE' AND expiration_date > :date AND expiration_date <= :through
			""";

	private static final String PAGE = """
			%s
			WHERE c.status = 'ACTIVE' AND c.expiration_date = :date AND c.id > :after AND c.id <= :through %s
			ORDER BY c.id LIMIT :size
			""";

	private final JdbcClient jdbc;

	private final String sql;

	private final Mapper<T> mapper;

	private final ToLongFunction<T> id;

	private final int pageSize;

	private final CouponKey through;

	private @Nullable LocalDate date;

	private long after;

	private Iterator<T> page = Collections.emptyIterator();

	/**
	 * A reader.
	 * @param jdbc the service's database
	 * @param select the selected columns and their tables, with the coupons as {@code c}
	 * @param mapper makes a row
	 * @param id the id of a row's coupon
	 * @param partition the keys of the coupons
	 * @param share the share of them
	 * @param pageSize coupons per query
	 */
	CouponReader(JdbcClient jdbc, String select, Mapper<T> mapper, ToLongFunction<T> id, KeyRange partition,
			Share share, int pageSize) {
		this.jdbc = jdbc;
		this.sql = PAGE.formatted(select, share.condition("c.id"));
		this.mapper = mapper;
		this.id = id;
		this.pageSize = pageSize;
		this.through = CouponKey.of(partition.through());
		CouponKey first = CouponKey.of(partition.after());
		this.date = first.expirationDate();
		this.after = first.id();
	}

	@Override
	public @Nullable T read() {
		while (!this.page.hasNext()) {
			LocalDate current = this.date;
			if (current == null) {
				return null;
			}
			List<T> next = page(current);
			this.page = next.iterator();
			if (next.size() == this.pageSize) {
				this.after = this.id.applyAsLong(next.get(next.size() - 1));
			}
			else {
				this.date = nextDate(current);
				this.after = 0;
			}
		}
		return this.page.next();
	}

	private List<T> page(LocalDate current) {
		boolean last = current.equals(this.through.expirationDate());
		return this.jdbc.sql(this.sql)
			.param("date", current)
			.param("after", this.after)
			.param("through", last ? this.through.id() : Long.MAX_VALUE)
			.param("size", this.pageSize)
			.query((row, number) -> this.mapper.map(row, current))
			.list();
	}

	private @Nullable LocalDate nextDate(LocalDate current) {
		return this.jdbc.sql(NEXT_DATE)
			.param("date", current)
			.param("through", this.through.expirationDate())
			.query(LocalDate.class)
			.optional()
			.orElse(null);
	}

	/**
	 * Makes a row of a result.
	 *
	 * @param <T> the row
	 */
	interface Mapper<T> {

		T map(ResultSet row, LocalDate expirationDate) throws SQLException;

	}

}
