package dev.fundbell.sms.delivery;

import java.time.Clock;

import javax.sql.DataSource;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.sms.SmsSinkProperties;
import dev.fundbell.sms.delivery.Preparation.Rules;
import dev.fundbell.sms.provider.Route;
import dev.fundbell.sms.text.PhoneNumbers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the way of a delivery. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

	@Bean
	Deliveries deliveries(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
		return new Deliveries(jdbc, new TransactionTemplate(transactions));
	}

	@Bean
	Slots slots(SmsSinkProperties properties, MeterRegistry registry) {
		Slots slots = new Slots(properties.maxInFlight());
		Gauge.builder("fundbell.sms.in.flight", slots, Slots::taken)
			.description("Deliveries that this instance has in hand")
			.register(registry);
		return slots;
	}

	@Bean
	Arrivals arrivals(Deliveries deliveries, Slots slots, Clock clock) {
		return new Arrivals(deliveries, slots, clock);
	}

	@Bean
	Claimant claimant(DataSource dataSource) {
		return new Claimant(dataSource);
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
	StillTrue stillTrue(Withdrawals withdrawals) {
		return withdrawals::reasons;
	}

	@Bean
	Settled settled(DeadLetterTopic deadLetters, MeterRegistry registry) {
		return new Settled(deadLetters, registry);
	}

	@Bean
	Dispatcher dispatcher(Deliveries deliveries, Claimant claimant, Recipients recipients, StillTrue stillTrue,
			PhoneNumbers numbers, Route route, Slots slots, Settled settled, SmsSinkProperties properties,
			Clock clock) {
		Rules rules = new Rules(numbers, QuietHours.of(properties.quietHours()), properties.maxAge());
		Results results = new Results(deliveries, clock, (written) -> {
			slots.free(written.size());
			settled.accept(written);
		});
		return new Dispatcher(deliveries, claimant, new Preparation(recipients, stillTrue, rules), route, slots,
				results, properties, clock);
	}

	@Bean
	Upkeep upkeep(Deliveries deliveries, JdbcClient jdbc, PlatformTransactionManager transactions, Claimant claimant,
			Recipients recipients, PhoneNumbers numbers, Route route, Slots slots, Settled settled,
			SmsSinkProperties properties, Clock clock) {
		UnknownDeliveries unknown = new UnknownDeliveries(jdbc, new TransactionTemplate(transactions),
				properties.unknown());
		Inquiries inquiries = new Inquiries(unknown, recipients, numbers, route, clock, settled::accept);
		return new Upkeep(deliveries, claimant, inquiries, slots, properties, clock);
	}

	@Bean
	DeadDeliveries deadDeliveries(JdbcClient jdbc, Slots slots, Clock clock) {
		return new DeadDeliveries(jdbc, slots, clock);
	}

}
