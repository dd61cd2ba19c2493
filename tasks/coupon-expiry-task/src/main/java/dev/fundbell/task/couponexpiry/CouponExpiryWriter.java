package dev.fundbell.task.couponexpiry;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.run.Share;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer that expires a chunk of coupons with one statement over the chunk's key range:
 * all ACTIVE coupons within it are past their last day. Thread-safe.
 */
final class CouponExpiryWriter implements ItemWriter<CouponKey> {

	private static final String EXPIRE = "UPDATE coupons c FORCE INDEX (ix_coupons_expiration) SET c.status = 'EXPIRED' WHERE "
			+ ActiveCoupons.IN_RANGE;

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final Share share;

	CouponExpiryWriter(JdbcClient jdbc, TransactionOperations transactions, Share share) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.share = share;
	}

	@Override
	public void write(Chunk<? extends CouponKey> chunk) {
		CouponKey first = chunk.getItems().get(0);
		CouponKey last = chunk.getItems().get(chunk.size() - 1);
		KeyRange range = new KeyRange(new CouponKey(first.expirationDate(), first.id() - 1).toString(),
				last.toString());
		this.transactions.executeWithoutResult((status) -> this.jdbc.sql(EXPIRE + this.share.condition("c.id"))
			.params(ActiveCoupons.parametersOf(range))
			.update());
	}

}
