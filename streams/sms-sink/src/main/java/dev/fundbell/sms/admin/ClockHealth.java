package dev.fundbell.sms.admin;

import dev.fundbell.database.ClockSkew;
import dev.fundbell.database.ClockSkewException;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Health of this machine's clock, a part of readiness: with a clock that is wrong the
 * sink takes and sends nothing.
 */
@Component("clockHealthIndicator")
class ClockHealth implements HealthIndicator {

	private final ClockSkew skew;

	ClockHealth(ClockSkew skew) {
		this.skew = skew;
	}

	@Override
	public Health health() {
		try {
			this.skew.check();
			return Health.up().build();
		}
		catch (ClockSkewException ex) {
			return Health.down().withDetail("reason", String.valueOf(ex.getMessage())).build();
		}
		catch (DataAccessException ex) {
			// The health of the database says so.
			return Health.unknown().build();
		}
	}

}
