package dev.fundbell.sms.admin;

import java.util.List;

import dev.fundbell.sms.delivery.DeadDeliveries;
import dev.fundbell.sms.delivery.DeadDeliveries.DeadDelivery;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * The dead letters, for {@code ./fundbell sms}: {@code GET /actuator/sms} lists them,
 * {@code POST} sends them again. It shows ids and reasons, no number and no text, and is
 * reachable only where it is exposed on purpose.
 */
@Component
@Endpoint(id = "sms")
class SmsEndpoint {

	private static final int USUAL = 50;

	private static final int MOST = 500;

	private final DeadDeliveries deliveries;

	SmsEndpoint(DeadDeliveries deliveries) {
		this.deliveries = deliveries;
	}

	@ReadOperation
	Page deadLetters(@Nullable Long after, @Nullable Integer limit) {
		int size = (limit != null) ? limit : USUAL;
		if (size < 1 || size > MOST) {
			throw new InvalidEndpointRequestException("limit must be from 1 to " + MOST, "was " + size);
		}
		List<DeadDelivery> items = this.deliveries.page((after != null) ? after : 0, size);
		return new Page(items, (items.size() == size) ? items.get(size - 1).id() : null);
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
	 * Some dead letters.
	 *
	 * @param items in the order of their ids
	 * @param next where the next page begins after, if there may be one
	 */
	record Page(List<DeadDelivery> items, @Nullable Long next) {

	}

	/**
	 * What was sent again.
	 *
	 * @param redriven how many
	 */
	record Redriven(int redriven) {

	}

}
