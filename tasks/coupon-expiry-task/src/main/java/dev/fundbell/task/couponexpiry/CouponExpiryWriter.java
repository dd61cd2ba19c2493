package dev.fundbell.task.couponexpiry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.fundbell.batch.run.Share;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer that expires a chunk of coupons, with one statement per date over the chunk's
 * ids of that date: all ACTIVE coupons between them are past their last day. Thread-safe.
 */
final class CouponExpiryWriter implements ItemWriter<CouponKey> {

	private static final String EXPIRE = """
			UPDATE coupons FORCE INDEX (ix_coupons_expiration) SET status = 'EXPIRED'
			WHERE status = 'ACTIVE' AND expiration_date = :date AND id BETWEEN :first AND :last
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final String sql;

	CouponExpiryWriter(JdbcClient jdbc, TransactionOperations transactions, Share share) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.sql = EXPIRE + share.condition("id");
	}

	@Override
	public void write(Chunk<? extends CouponKey> chunk) {
		Map<LocalDate, List<CouponKey>> dates = chunk.getItems()
			.stream()
			.collect(Collectors.groupingBy(CouponKey::expirationDate, TreeMap::new, Collectors.toList()));
		this.transactions.executeWithoutResult((status) -> dates.forEach(this::expire));
	}

	private void expire(LocalDate date, List<CouponKey> inOrder) {
		this.jdbc.sql(this.sql)
			.param("date", date)
			.param("first", inOrder.get(0).id())
			.param("last", inOrder.get(inOrder.size() - 1).id())
			.update();
	}

}
