package dev.fundbell.sms.admin;

import java.util.Map;

import dev.fundbell.sms.gateway.GatewayChain;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health of the gateways: up while at least one takes messages. */
@Component("gatewaysHealthIndicator")
class GatewaysHealth implements HealthIndicator {

	private final GatewayChain chain;

	GatewaysHealth(GatewayChain chain) {
		this.chain = chain;
	}

	@Override
	public Health health() {
		Map<String, Boolean> gateways = this.chain.gateways();
		Health.Builder health = gateways.containsValue(true) ? Health.up() : Health.down();
		gateways.forEach((name, inUse) -> health.withDetail(name, inUse ? "in use" : "left alone for a while"));
		return health.build();
	}

}
