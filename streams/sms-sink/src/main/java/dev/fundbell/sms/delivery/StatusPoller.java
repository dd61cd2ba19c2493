package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.fundbell.sms.delivery.Recipients.Recipient;
import dev.fundbell.sms.delivery.UnknownDeliveries.UnknownDelivery;
import dev.fundbell.sms.gateway.GatewayChain;
import dev.fundbell.sms.gateway.SmsQuery;
import dev.fundbell.sms.gateway.SmsStatus;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.PhoneNumbers;
import org.jspecify.annotations.Nullable;

/** Poller of the gateways for the status of messages whose outcome is unknown. */
final class StatusPoller {

	private static final int AT_ONCE = 20;

	private final UnknownDeliveries unknown;

	private final Recipients recipients;

	private final PhoneNumbers numbers;

	private final GatewayChain gateways;

	private final OutcomeListener listener;

	private final Clock clock;

	StatusPoller(UnknownDeliveries unknown, Recipients recipients, PhoneNumbers numbers, GatewayChain gateways,
			OutcomeListener listener, Clock clock) {
		this.unknown = unknown;
		this.recipients = recipients;
		this.numbers = numbers;
		this.gateways = gateways;
		this.listener = listener;
		this.clock = clock;
	}

	/**
	 * Queries some messages that are due, and waits for the answers.
	 * @return whether more may be due
	 */
	boolean poll() {
		List<UnknownDelivery> due = this.unknown.due(this.clock.instant(), AT_ONCE);
		if (due.isEmpty()) {
			return false;
		}
		Map<Long, Recipient> users = this.recipients
			.of(due.stream().map((each) -> each.delivery().event().userId()).distinct().toList());
		List<Query> queries = due.stream()
			.map((each) -> new Query(each, status(each, users.get(each.delivery().event().userId()))))
			.toList();
		queries.forEach((query) -> store(query.delivery(), query.status().join()));
		return due.size() == AT_ONCE;
	}

	private CompletableFuture<SmsStatus> status(UnknownDelivery unknown, @Nullable Recipient user) {
		SmsQuery query = new SmsQuery(unknown.delivery().reference(), unknown.messageId(), number(user),
				unknown.claimedAt());
		return this.gateways.status(query, unknown.gateway()).toCompletableFuture();
	}

	private @Nullable PhoneNumber number(@Nullable Recipient user) {
		return (user == null || user.phoneNumber() == null) ? null
				: this.numbers.parse(user.phoneNumber()).orElse(null);
	}

	private void store(UnknownDelivery unknown, SmsStatus status) {
		DeliveryOutcome outcome = this.unknown.write(unknown, status, this.clock.instant());
		if (outcome != null) {
			this.listener.stored(outcome);
		}
	}

	private record Query(UnknownDelivery delivery, CompletableFuture<SmsStatus> status) {

	}

}
