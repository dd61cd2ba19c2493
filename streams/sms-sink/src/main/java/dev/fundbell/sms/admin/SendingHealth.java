package dev.fundbell.sms.admin;

import dev.fundbell.sms.delivery.SendingState;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health of the sink's own threads, a part of liveness: without one of them nothing is
 * sent, and only a restart helps.
 */
@Component("sendingHealthIndicator")
class SendingHealth implements HealthIndicator {

	private final SendingState state;

	SendingHealth(SendingState state) {
		this.state = state;
	}

	@Override
	public Health health() {
		return this.state.isSending() ? Health.up().build() : Health.down().build();
	}

}
