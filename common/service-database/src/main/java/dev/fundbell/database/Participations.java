package dev.fundbell.database;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import dev.fundbell.database.Cancellation.Result;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Protocol by which the funding service adds and cancels participations. It locks the
 * funding's row, so that a funding that is closed at the same moment counts exactly the
 * participations that exist. All writers lock in the same order: the funding, the coupon,
 * the participation. Thread-safe.
 */
public final class Participations {

	/** The protocol of joining in SQL. It inserts one row, or none. */
	public static final String JOIN = """
			INSERT INTO participations (funding_id, user_id, amount, status, created_at)
			SELECT id, :userId, :amount, 'ACTIVE', :now FROM fundings
			WHERE id = :fundingId AND status = 'OPEN' AND deadline > :now
			LOCK IN SHARE MODE
			""";

	// Shared, as for joining: only a closing waits, or is waited for.
	private static final String LOCK_FUNDING = """
			SELECT IF(status = 'OPEN' AND deadline <= :now, 'DUE', status) FROM fundings WHERE id = :id
			LOCK IN SHARE MODE
			""";

	// Before the participation: two refunds of one user's participations wait here for
	// each other, so that one of them sees that no other is left.
	private static final String LOCK_COUPON = "SELECT status FROM coupons WHERE id = ? FOR UPDATE";

	private static final String CANCEL = """
			UPDATE participations SET status = 'CANCELLED' WHERE id = ? AND status = 'ACTIVE'
			""";

	// Only under the coupon's lock. Without it, two refunds of one user's participations
	// would each wait here for the one that the other has cancelled: a deadlock.
	private static final String OTHERS = """
			SELECT COUNT(*) FROM participations FORCE INDEX (ix_participations_funding)
			WHERE funding_id = ? AND status = 'ACTIVE' AND user_id = ? LOCK IN SHARE MODE
			""";

	private static final String TAKE_BACK = "UPDATE coupons SET status = 'TAKEN_BACK', occasion = NULL WHERE id = ?";

	private final JdbcClient jdbc;

	/**
	 * Participations of a database.
	 * @param jdbc the service's database
	 */
	public Participations(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Takes part in a funding while it is open and its deadline lies ahead. It locks the
	 * funding's row until the caller's transaction ends: a funding that is being closed
	 * has counted the participation, or it is refused. Participations are inserted in no
	 * other way.
	 * @param fundingId the funding
	 * @param userId the user who takes part
	 * @param amount in won, positive
	 * @param now the time of the participation
	 * @return whether it was taken
	 */
	public boolean join(long fundingId, long userId, long amount, Instant now) {
		return this.jdbc.sql(JOIN)
			.param("fundingId", fundingId)
			.param("userId", userId)
			.param("amount", amount)
			.param("now", utc(now))
			.update() == 1;
	}

	/**
	 * Cancels a participation. Before the funding's deadline it is not counted; after the
	 * close this is a refund, which leaves the outcome as it is. The user's unused coupon
	 * for the funding's success is taken back once the user has no other participation in
	 * it. Between the deadline and the close nothing is cancelled: the outcome would
	 * depend on when the closing runs. Participations are cancelled in no other way.
	 * @param participationId the participation
	 * @param now the time of the cancellation
	 * @return the result; the caller tells the user of a coupon
	 * @throws PessimisticLockingFailureException where MariaDB has rolled the transaction
	 * back to end a deadlock: repeat it
	 * @throws IllegalTransactionStateException outside a transaction, until whose end the
	 * rows stay locked
	 */
	public Cancellation cancel(long participationId, Instant now) {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalTransactionStateException("A participation is cancelled in a transaction: begin one");
		}
		return this.jdbc.sql(ParticipationFacts.FIND)
			.param("id", participationId)
			.query((row, number) -> ParticipationFacts.of(row))
			.optional()
			.map((participation) -> cancel(participation, now))
			.orElseGet(() -> Cancellation.of(Result.NOT_ACTIVE));
	}

	private Cancellation cancel(ParticipationFacts participation, Instant now) {
		String fundingStatus = this.jdbc.sql(LOCK_FUNDING)
			.param("id", participation.fundingId())
			.param("now", utc(now))
			.query(String.class)
			.single();
		// Another status than a moment ago: a closing was faster, and the facts are old.
		if (participation.isBeingTold() || !fundingStatus.equals(participation.fundingStatus())) {
			return Cancellation.of(Result.BEING_CLOSED);
		}
		Long couponId = participation.couponId();
		String couponStatus = (couponId != null) ? lockCoupon(couponId) : "";
		if (this.jdbc.sql(CANCEL).param(participation.id()).update() == 0) {
			return Cancellation.of(Result.NOT_ACTIVE);
		}
		if (couponId == null || takesPart(participation)) {
			return withoutCoupon(fundingStatus);
		}
		return withCoupon(couponId, couponStatus, fundingStatus);
	}

	private Cancellation withCoupon(long couponId, String couponStatus, String fundingStatus) {
		return switch (couponStatus) {
			case "ACTIVE" -> {
				this.jdbc.sql(TAKE_BACK).param(couponId).update();
				yield new Cancellation(Result.COUPON_TAKEN_BACK, couponId);
			}
			case "USED" -> new Cancellation(Result.COUPON_USED, couponId);
			default -> withoutCoupon(fundingStatus);
		};
	}

	private static Cancellation withoutCoupon(String fundingStatus) {
		return Cancellation.of(fundingStatus.equals("OPEN") ? Result.CANCELLED : Result.REFUNDED);
	}

	private String lockCoupon(long id) {
		return this.jdbc.sql(LOCK_COUPON).param(id).query(String.class).optional().orElse("");
	}

	private boolean takesPart(ParticipationFacts participation) {
		return this.jdbc.sql(OTHERS)
			.params(participation.fundingId(), participation.userId())
			.query(Long.class)
			.single() > 0;
	}

	private static LocalDateTime utc(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

}
