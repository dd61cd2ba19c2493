package dev.fundbell.dataflow.server.alert;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watch over the schedules. It raises an alert for each fault, resolves it when the fault
 * is over, and sends each message until its channel has taken it (retry with backoff).
 */
class Alerting {

	private static final Logger log = LoggerFactory.getLogger(Alerting.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

	private static final int MOST_DOUBLINGS = 10;

	private final AlertConditions conditions;

	private final Alerts alerts;

	private final Map<String, AlertChannel> channels = new LinkedHashMap<>();

	Alerting(AlertConditions conditions, Alerts alerts, List<AlertChannel> channels) {
		this.conditions = conditions;
		this.alerts = alerts;
		channels.forEach((channel) -> this.channels.put(channel.name(), channel));
	}

	/** Compares the present faults with the open alerts. */
	void check() {
		List<Condition> wrong = this.conditions.current();
		List<Alert> open = this.alerts.open();
		wrong.stream()
			.filter((condition) -> open.stream().noneMatch(condition::isOf))
			.forEach((condition) -> this.alerts.raise(condition, this.channels.keySet()));
		open.stream()
			.filter((alert) -> wrong.stream().noneMatch((condition) -> condition.isOf(alert)))
			.forEach((alert) -> this.alerts.resolve(alert, this.channels.keySet()));
	}

	/** Sends the messages that are due. */
	void deliver() {
		for (Delivery delivery : this.alerts.due()) {
			AlertChannel channel = this.channels.get(delivery.channel());
			if (channel != null && this.alerts.claim(delivery)) {
				deliver(delivery, channel);
			}
		}
	}

	private void deliver(Delivery delivery, AlertChannel channel) {
		String failure = failure(delivery, channel);
		if (failure == null) {
			this.alerts.sent(delivery);
			return;
		}
		Duration pause = pause(delivery.attempts());
		this.alerts.failed(delivery, pause, failure);
		log.warn("Alert {} was not taken by the {} and is sent again in {} s: {}", delivery.key(), channel.name(),
				pause.toSeconds(), failure);
	}

	private static @Nullable String failure(Delivery delivery, AlertChannel channel) {
		try {
			channel.send(delivery);
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "the server was stopped";
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	private static Duration pause(int attempts) {
		Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
		return (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
	}

}
