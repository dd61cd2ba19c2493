package dev.fundbell.sms.delivery;

import java.sql.SQLException;
import java.time.Clock;

import dev.fundbell.database.ClockSkew;
import dev.fundbell.database.ClockSkewException;
import dev.fundbell.sms.delivery.DueDeliveries.Claimed;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/** This instance's claims: due deliveries, claimed under the name of its lock. */
final class Claims {

	private final DueDeliveries due;

	private final ClaimLock lock;

	private final ClockSkew skew;

	private final Clock clock;

	Claims(DueDeliveries due, ClaimLock lock, ClockSkew skew, Clock clock) {
		this.due = due;
		this.lock = lock;
		this.skew = skew;
		this.clock = clock;
	}

	/**
	 * Claims due deliveries, at most one of each user. Call it regularly, with a limit of
	 * 0 where there is no room: each call keeps the lock's connection alive.
	 * @throws ClockSkewException if the clock is wrong
	 */
	Claimed claim(int limit) throws SQLException {
		String name = this.lock.name();
		if (limit <= 0) {
			return Claimed.NOTHING;
		}
		this.skew.check();
		try {
			return this.due.claim(name, this.clock.instant(), limit);
		}
		catch (PessimisticLockingFailureException ex) {
			// Rolled back for certain, as after a deadlock: the name remains.
			throw ex;
		}
		catch (DataAccessException | TransactionException ex) {
			// The claim may be committed all the same. With its lock free, its deliveries
			// become UNKNOWN, like those of a dead sink.
			this.lock.close();
			throw ex;
		}
	}

	/** Releases the lock: deliveries that are still claimed become UNKNOWN. */
	void release() {
		this.lock.close();
	}

}
