package dev.fundbell.sms.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.fundbell.sms.delivery.Recipients.Recipient;
import dev.fundbell.sms.delivery.UnknownDeliveries.Question;
import dev.fundbell.sms.provider.Route;
import dev.fundbell.sms.provider.SmsQuery;
import dev.fundbell.sms.provider.SmsStatus;
import dev.fundbell.sms.text.PhoneNumber;
import dev.fundbell.sms.text.PhoneNumbers;
import org.jspecify.annotations.Nullable;

/** Asks gateways about messages that they may have, and believes what they say. */
final class Inquiries {

	private static final int AT_ONCE = 20;

	private final UnknownDeliveries unknown;

	private final Recipients recipients;

	private final PhoneNumbers numbers;

	private final Route route;

	private final Clock clock;

	private final Consumer<Settlement> settled;

	/**
	 * Inquiries about deliveries.
	 * @param settled is told what has been settled
	 */
	Inquiries(UnknownDeliveries unknown, Recipients recipients, PhoneNumbers numbers, Route route, Clock clock,
			Consumer<Settlement> settled) {
		this.unknown = unknown;
		this.recipients = recipients;
		this.numbers = numbers;
		this.route = route;
		this.clock = clock;
		this.settled = settled;
	}

	/** Asks about some that are due, and waits for the answers. */
	boolean ask() {
		List<Question> questions = this.unknown.due(this.clock.instant(), AT_ONCE);
		if (questions.isEmpty()) {
			return false;
		}
		Map<Long, Recipient> users = this.recipients
			.of(questions.stream().map((question) -> question.delivery().event().userId()).distinct().toList());
		List<Asked> asked = questions.stream()
			.map((question) -> new Asked(question, ask(question, users.get(question.delivery().event().userId()))))
			.toList();
		asked.forEach((each) -> answer(each.question(), each.answer().join()));
		return questions.size() == AT_ONCE;
	}

	private CompletableFuture<SmsStatus> ask(Question question, @Nullable Recipient user) {
		SmsQuery query = new SmsQuery(question.delivery().reference(), question.messageId(), number(user),
				question.claimedAt());
		return this.route.status(query, question.provider()).toCompletableFuture();
	}

	private @Nullable PhoneNumber number(@Nullable Recipient user) {
		return (user == null || user.phoneNumber() == null) ? null
				: this.numbers.parse(user.phoneNumber()).orElse(null);
	}

	private void answer(Question question, SmsStatus status) {
		Settlement settlement = this.unknown.answer(question, status, this.clock.instant());
		if (settlement != null) {
			this.settled.accept(settlement);
		}
	}

	private record Asked(Question question, CompletableFuture<SmsStatus> answer) {

	}

}
