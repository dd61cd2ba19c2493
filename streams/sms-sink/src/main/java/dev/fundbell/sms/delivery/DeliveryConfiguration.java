package dev.fundbell.sms.delivery;

import java.time.Clock;

import javax.sql.DataSource;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.sms.SmsSinkProperties;
import dev.fundbell.sms.gateway.GatewayChain;
import dev.fundbell.sms.text.PhoneNumbers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires intake, dispatching and maintenance of deliveries. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

	@Bean
	Deliveries deliveries(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
		return new Deliveries(jdbc, new TransactionTemplate(transactions));
	}

	@Bean
	UnknownDeliveries unknownDeliveries(JdbcClient jdbc, PlatformTransactionManager transactions,
			SmsSinkProperties properties) {
		return new UnknownDeliveries(jdbc, new TransactionTemplate(transactions), properties.unknown());
	}

	@Bean
	FailedDeliveries failedDeliveries(JdbcClient jdbc, InFlightLimit inFlight, Clock clock) {
		return new FailedDeliveries(jdbc, inFlight, clock);
	}

	@Bean
	Recipients recipients(JdbcClient jdbc, BusinessCalendar calendar) {
		return new Recipients(jdbc, calendar.zone());
	}

	@Bean
	PhoneNumbers phoneNumbers(SmsSinkProperties properties) {
		return new PhoneNumbers(properties.region());
	}

	@Bean
	InFlightLimit inFlightLimit(SmsSinkProperties properties, MeterRegistry registry) {
		InFlightLimit limit = new InFlightLimit(properties.maxInFlight());
		Gauge.builder("fundbell.sms.in.flight", limit, InFlightLimit::taken)
			.description("Deliveries that this instance has claimed and whose outcome is not stored")
			.register(registry);
		return limit;
	}

	@Bean
	DeliveryIntake deliveryIntake(Deliveries deliveries, InFlightLimit inFlight, Clock clock) {
		return new DeliveryIntake(deliveries, inFlight, clock);
	}

	@Bean
	ClaimLock claimLock(DataSource dataSource) {
		return new ClaimLock(dataSource);
	}

	@Bean
	Claims claims(Deliveries deliveries, ClaimLock lock, Clock clock) {
		return new Claims(deliveries, lock, clock);
	}

	@Bean
	Preparation preparation(Recipients recipients, Withdrawals withdrawals, PhoneNumbers numbers,
			SmsSinkProperties properties, Clock clock) {
		SendingRules rules = new SendingRules(numbers, QuietHours.of(properties.quietHours()), properties.maxAge());
		return new Preparation(recipients, withdrawals, rules, clock);
	}

	@Bean
	MessageSender messageSender(GatewayChain gateways, SmsSinkProperties properties, Clock clock) {
		return new MessageSender(gateways, properties.unknown().askAfter(), clock);
	}

	@Bean
	OutcomeListener outcomeListener(DeadLetterTopic deadLetters, MeterRegistry registry) {
		return new OutcomeListener(deadLetters, registry);
	}

	@Bean
	OutcomeWriter outcomeWriter(Deliveries deliveries, InFlightLimit inFlight, OutcomeListener listener, Clock clock) {
		return new OutcomeWriter(deliveries, inFlight, listener, clock);
	}

	@Bean
	Dispatcher dispatcher(Claims claims, Preparation preparation, MessageSender sender, InFlightLimit inFlight,
			OutcomeWriter outcomes, SmsSinkProperties properties) {
		return new Dispatcher(claims, preparation, sender, inFlight, outcomes, properties.drain());
	}

	@Bean
	StatusPoller statusPoller(UnknownDeliveries unknown, Recipients recipients, PhoneNumbers numbers,
			GatewayChain gateways, OutcomeListener listener, Clock clock) {
		return new StatusPoller(unknown, recipients, numbers, gateways, listener, clock);
	}

	@Bean
	DeliveryMaintenance deliveryMaintenance(Deliveries deliveries, ClaimLock lock, StatusPoller statusPoller,
			InFlightLimit inFlight, SmsSinkProperties properties, Clock clock) {
		return new DeliveryMaintenance(deliveries, lock, statusPoller, inFlight, properties, clock);
	}

}
