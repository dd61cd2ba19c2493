package dev.fundbell.sms.delivery;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** This instance's claims: due deliveries, claimed under the name of its lock. */
final class Claims {

	private final Deliveries deliveries;

	private final ClaimLock lock;

	private final Clock clock;

	Claims(Deliveries deliveries, ClaimLock lock, Clock clock) {
		this.deliveries = deliveries;
		this.lock = lock;
		this.clock = clock;
	}

	/**
	 * Claims due deliveries, at most one of each user. Call it regularly, with a limit of
	 * 0 where there is no room: each call keeps the lock's connection alive.
	 */
	List<Delivery> claim(int limit) throws SQLException {
		String name = this.lock.name();
		if (limit <= 0) {
			return List.of();
		}
		try {
			return this.deliveries.claim(name, this.clock.instant(), limit);
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
