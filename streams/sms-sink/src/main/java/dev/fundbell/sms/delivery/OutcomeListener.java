package dev.fundbell.sms.delivery;

import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listener that runs after outcomes are stored: counts them, and sends failed deliveries
 * to the dead-letter topic. Thread-safe.
 */
final class OutcomeListener {

	private static final Logger log = LoggerFactory.getLogger(OutcomeListener.class);

	private final DeadLetterTopic deadLetters;

	private final MeterRegistry registry;

	OutcomeListener(DeadLetterTopic deadLetters, MeterRegistry registry) {
		this.deadLetters = deadLetters;
		this.registry = registry;
	}

	void stored(List<DeliveryOutcome> outcomes) {
		outcomes.forEach(this::stored);
		long unknown = outcomes.stream().filter((each) -> each.state() == DeliveryState.UNKNOWN).count();
		if (unknown > 0) {
			log.warn("{} deliveries are UNKNOWN: gateways may have them, and are asked about them", unknown);
		}
	}

	void count(DeliveryState state) {
		Counter.builder("fundbell.sms.deliveries")
			.description("Deliveries that came into a state, each time that they did")
			.tag("state", state.name().toLowerCase(Locale.ROOT))
			.register(this.registry)
			.increment();
	}

	void stored(DeliveryOutcome outcome) {
		count(outcome.state());
		if (outcome.state() == DeliveryState.FAILED) {
			this.deadLetters.send(outcome.delivery().source(), outcome.delivery().record(),
					"The SMS could not be sent: " + outcome.reason());
		}
	}

}
