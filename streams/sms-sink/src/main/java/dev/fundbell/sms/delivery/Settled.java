package dev.fundbell.sms.delivery;

import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens once it is written what became of deliveries: they are counted, and dead
 * letters leave.
 */
final class Settled {

	private static final Logger log = LoggerFactory.getLogger(Settled.class);

	private final DeadLetterTopic deadLetters;

	private final MeterRegistry registry;

	Settled(DeadLetterTopic deadLetters, MeterRegistry registry) {
		this.deadLetters = deadLetters;
		this.registry = registry;
	}

	void accept(List<Settlement> settlements) {
		settlements.forEach(this::accept);
		long unknown = settlements.stream().filter((each) -> each.state() == DeliveryState.UNKNOWN).count();
		if (unknown > 0) {
			log.warn("{} deliveries are UNKNOWN: gateways did not answer in time, and are asked about them", unknown);
		}
	}

	void accept(Settlement settlement) {
		Counter.builder("fundbell.sms.deliveries")
			.description("What became of deliveries, each time that it changed")
			.tag("state", settlement.state().name().toLowerCase(Locale.ROOT))
			.register(this.registry)
			.increment();
		if (settlement.state() == DeliveryState.FAILED) {
			this.deadLetters.send(settlement.delivery().source(), settlement.delivery().record(),
					"The SMS could not be sent: " + settlement.reason());
		}
	}

}
