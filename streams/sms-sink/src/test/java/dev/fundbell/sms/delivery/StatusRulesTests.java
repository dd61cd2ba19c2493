package dev.fundbell.sms.delivery;

import java.time.Duration;
import java.time.Instant;

import dev.fundbell.sms.delivery.QueriedDeliveries.QueriedDelivery;
import dev.fundbell.sms.gateway.SmsStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of what follows from a gateway's answer to a status query. */
class StatusRulesTests {

	private static final Instant SENT_AT = Instant.parse("2026-11-23T03:00:00Z");

	private final StatusRules rules = new StatusRules(Duration.ofMinutes(5), (gateway) -> Duration.ofMinutes(1));

	@ParameterizedTest
	@CsvSource({ "UNKNOWN, DELIVERED, 1, DELIVERED,", "UNKNOWN, SENT, 1, SENT, PT61S", "UNKNOWN, NOT_SENT, 1, FAILED,",
			"UNKNOWN, NOT_FOUND, 299, ,", "UNKNOWN, NOT_FOUND, 300, WAITING, PT5M", "UNKNOWN, CANNOT_TELL, 999, ,",
			"UNKNOWN, NO_SUCH_PAGE, 999, ,", "SENT, DELIVERED, 1, DELIVERED,", "SENT, SENT, 1, ,",
			"SENT, NOT_SENT, 1, UNDELIVERED,", "SENT, NOT_FOUND, 999, ,", "SENT, CANNOT_TELL, 999, ," })
	void moveADeliveryOn(DeliveryState from, SmsStatus.State answer, int seconds, @Nullable DeliveryState to,
			@Nullable Duration due) {
		Delivery delivery = new Delivery(1, "claim", 1, 3, 2, 3, "t-0-1", new byte[0]);
		DeliveryOutcome outcome = this.rules.outcome(new QueriedDelivery(delivery, from, "main", null, SENT_AT),
				new SmsStatus(answer, "M1", "reason"), SENT_AT.plusSeconds(seconds));
		if (to == null) {
			assertThat(outcome).isNull();
			return;
		}
		assertThat(outcome.state()).isEqualTo(to);
		assertThat(from.next()).contains(to);
		assertThat(outcome.dueAt()).isEqualTo((due != null) ? SENT_AT.plus(due) : null);
	}

}
