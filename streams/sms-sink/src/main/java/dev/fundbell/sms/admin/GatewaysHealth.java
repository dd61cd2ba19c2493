package dev.fundbell.sms.admin;

import java.util.Map;

import dev.fundbell.sms.provider.Route;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether there is a gateway that takes messages. */
@Component("gatewaysHealthIndicator")
class GatewaysHealth implements HealthIndicator {

	private final Route route;

	GatewaysHealth(Route route) {
		this.route = route;
	}

	@Override
	public Health health() {
		Map<String, Boolean> gateways = this.route.gateways();
		Health.Builder health = gateways.containsValue(true) ? Health.up() : Health.down();
		gateways.forEach((name, inUse) -> health.withDetail(name, inUse ? "in use" : "left alone for a while"));
		return health.build();
	}

}
