package dev.fundbell.sms.admin;

import java.util.List;

import dev.fundbell.sms.delivery.DeliveryList;
import dev.fundbell.sms.delivery.DeliveryState;
import dev.fundbell.sms.delivery.FailedDeliveries;
import dev.fundbell.sms.delivery.ListedDelivery;
import dev.fundbell.sms.gateway.GatewayChain;
import dev.fundbell.sms.gateway.GatewayStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * Actuator endpoint for deliveries that wait for an operator, used by
 * {@code ./fundbell sms}: {@code GET /actuator/sms} lists them, {@code POST} redrives
 * them; {@code /actuator/sms/gateways} shows the gateways, and resumes one. It shows ids
 * and reasons, no number and no text, and is reachable only where an operator exposes it.
 */
@Component
@Endpoint(id = "sms")
class SmsEndpoint {

	private static final int USUAL = 50;

	private static final int MOST = 500;

	private final FailedDeliveries deliveries;

	private final DeliveryList list;

	private final GatewayChain gateways;

	SmsEndpoint(FailedDeliveries deliveries, DeliveryList list, GatewayChain gateways) {
		this.deliveries = deliveries;
		this.list = list;
		this.gateways = gateways;
	}

	@ReadOperation
	Page list(@Nullable DeliveryState state, @Nullable Long after, @Nullable Integer limit) {
		int size = (limit != null) ? limit : USUAL;
		if (size < 1 || size > MOST) {
			throw new InvalidEndpointRequestException("limit must be from 1 to " + MOST, "was " + size);
		}
		long last = (after != null) ? after : 0;
		List<ListedDelivery> items = (state != null) ? this.list.page(state, last, size)
				: this.deliveries.page(last, size);
		return new Page(items, (items.size() == size) ? items.get(size - 1).id() : null);
	}

	@ReadOperation
	@Nullable Gateways part(@Selector String part) {
		return part.equals("gateways") ? new Gateways(this.gateways.gateways()) : null;
	}

	@WriteOperation
	@Nullable Gateways resume(@Selector String part, String name) {
		if (!part.equals("gateways")) {
			return null;
		}
		if (!this.gateways.resume(name)) {
			throw new InvalidEndpointRequestException("no gateway in use is named " + name, "no such gateway");
		}
		return new Gateways(this.gateways.gateways());
	}

	@WriteOperation
	Redriven redrive(@Nullable List<Long> ids, @Nullable Boolean all, @Nullable Boolean evenUnknown) {
		List<Long> named = (ids != null) ? ids : List.of();
		boolean every = Boolean.TRUE.equals(all);
		if (every != named.isEmpty()) {
			throw new InvalidEndpointRequestException("either ids or all", "both or neither");
		}
		return new Redriven(every ? this.deliveries.redriveFailed()
				: this.deliveries.redrive(named, Boolean.TRUE.equals(evenUnknown)));
	}

	/**
	 * A page of deliveries.
	 *
	 * @param items the deliveries in the order of their ids
	 * @param next the last id of this page, if there may be another
	 */
	record Page(List<ListedDelivery> items, @Nullable Long next) {

	}

	/**
	 * The gateways in use.
	 *
	 * @param gateways in their order
	 */
	record Gateways(List<GatewayStatus> gateways) {

	}

	/**
	 * Result of redriving.
	 *
	 * @param redriven the number of deliveries
	 */
	record Redriven(int redriven) {

	}

}
