package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.fundbell.sms.delivery.QueriedDeliveries.QueriedDelivery;
import dev.fundbell.sms.delivery.Recipients.Recipient;
import dev.fundbell.sms.gateway.GatewayChain;
import dev.fundbell.sms.gateway.SmsQuery;
import dev.fundbell.sms.gateway.SmsStatus;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.PhoneNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Poller of the gateways for the status of messages whose outcome is unknown, and of
 * those that wait for a delivery receipt.
 */
final class StatusPoller {

	private static final int AT_ONCE = 20;

	private final QueriedDeliveries deliveries;

	private final StatusRules rules;

	private final Recipients recipients;

	private final PhoneNumbers numbers;

	private final GatewayChain gateways;

	private final OutcomeListener listener;

	private final Clock clock;

	StatusPoller(QueriedDeliveries deliveries, StatusRules rules, Recipients recipients, PhoneNumbers numbers,
			GatewayChain gateways, OutcomeListener listener, Clock clock) {
		this.deliveries = deliveries;
		this.rules = rules;
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
	boolean poll(DeliveryState state) {
		List<QueriedDelivery> due = this.deliveries.due(state, this.clock.instant(), AT_ONCE);
		if (due.isEmpty()) {
			return false;
		}
		Map<Long, Recipient> users = this.recipients
			.of(due.stream().map((each) -> each.delivery().userId()).distinct().toList());
		List<Query> queries = due.stream()
			.map((each) -> new Query(each, status(each, users.get(each.delivery().userId()))))
			.toList();
		queries.forEach((query) -> store(query.delivery(), query.status().join()));
		return due.size() == AT_ONCE;
	}

	private CompletableFuture<SmsStatus> status(QueriedDelivery queried, @Nullable Recipient user) {
		SmsQuery query = new SmsQuery(queried.delivery().reference(), queried.messageId(), number(user),
				queried.claimedAt());
		return this.gateways.status(query, queried.gateway()).toCompletableFuture();
	}

	private @Nullable PhoneNumber number(@Nullable Recipient user) {
		return (user == null || user.phoneNumber() == null) ? null : this.numbers.parse(user.phoneNumber()).number();
	}

	private void store(QueriedDelivery queried, SmsStatus status) {
		DeliveryOutcome outcome = this.rules.outcome(queried, status, this.clock.instant());
		if (outcome != null && this.deliveries.write(queried, outcome, this.clock.instant())) {
			this.listener.stored(outcome);
		}
	}

	private record Query(QueriedDelivery delivery, CompletableFuture<SmsStatus> status) {

	}

}
