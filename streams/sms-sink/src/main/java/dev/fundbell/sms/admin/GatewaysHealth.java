package dev.fundbell.sms.admin;

import java.util.List;

import dev.fundbell.sms.gateway.GatewayChain;
import dev.fundbell.sms.gateway.GatewayStatus;

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
		List<GatewayStatus> gateways = this.chain.gateways();
		Health.Builder health = gateways.stream().anyMatch(GatewayStatus::isInUse) ? Health.up() : Health.down();
		gateways.forEach((each) -> health.withDetail(each.name(), text(each)));
		return health.build();
	}

	private static String text(GatewayStatus status) {
		return switch (status.use()) {
			case IN_USE -> "in use";
			case LEFT_ALONE -> "left alone for a while";
			case STOPPED -> "stopped since %s: %s".formatted(status.since(), status.reason());
		};
	}

}
