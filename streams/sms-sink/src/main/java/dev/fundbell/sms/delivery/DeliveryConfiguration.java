package dev.fundbell.sms.delivery;

import java.time.Clock;

import javax.sql.DataSource;

import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.database.ClockSkew;
import dev.fundbell.notification.Withdrawals;
import dev.fundbell.sms.SmsSinkProperties;
import dev.fundbell.sms.gateway.GatewayChain;
import dev.fundbell.sms.text.PhoneNumbers;
import dev.fundbell.tracing.NotificationTracer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wiring of intake, dispatching and maintenance of deliveries. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

	@Bean
	Deliveries deliveries(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
		return new Deliveries(jdbc, new TransactionTemplate(transactions));
	}

	@Bean
	DueDeliveries dueDeliveries(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
		return new DueDeliveries(jdbc, new TransactionTemplate(transactions));
	}

	@Bean
	BlockedDeliveries blockedDeliveries(JdbcTemplate jdbc) {
		return new BlockedDeliveries(jdbc);
	}

	@Bean
	HeldDeliveries heldDeliveries(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
		return new HeldDeliveries(jdbc, new TransactionTemplate(transactions));
	}

	@Bean
	DeadClaims deadClaims(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
		return new DeadClaims(jdbc, new TransactionTemplate(transactions));
	}

	@Bean
	QueriedDeliveries queriedDeliveries(JdbcTemplate jdbc, PlatformTransactionManager transactions,
			SmsSinkProperties properties) {
		return new QueriedDeliveries(jdbc, new TransactionTemplate(transactions), properties.unknown());
	}

	@Bean
	DeliveryList deliveryList(JdbcTemplate jdbc) {
		return new DeliveryList(jdbc);
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

	/** The machine's clock is meant, whatever clock the app has. */
	@Bean
	ClockSkew clockSkew(JdbcClient jdbc, SmsSinkProperties properties) {
		return new ClockSkew(jdbc, Clock.systemUTC(), properties.maxClockSkew());
	}

	@Bean
	DeliveryIntake deliveryIntake(Deliveries deliveries, InFlightLimit inFlight, SmsSinkProperties properties,
			ClockSkew skew, NotificationTracer tracer, Clock clock) {
		return new DeliveryIntake(deliveries, inFlight, properties.unreadAfter(), skew, tracer, clock);
	}

	@Bean
	ClaimLock claimLock(DataSource dataSource) {
		return new ClaimLock(dataSource);
	}

	@Bean
	Claims claims(DueDeliveries due, ClaimLock lock, ClockSkew skew, Clock clock) {
		return new Claims(due, lock, skew, clock);
	}

	@Bean
	StaleNotifications staleNotifications(Withdrawals withdrawals, JdbcClient jdbc) {
		return new StaleNotifications(withdrawals, new ReadNotifications(jdbc));
	}

	@Bean
	Preparation preparation(Recipients recipients, StaleNotifications stale, PhoneNumbers numbers,
			SmsSinkProperties properties, Clock clock) {
		SendingRules rules = new SendingRules(numbers, QuietHours.of(properties.quietHours()), properties.maxAge());
		return new Preparation(recipients, stale, rules, clock);
	}

	@Bean
	MessageSender messageSender(GatewayChain gateways, SmsSinkProperties properties, NotificationTracer tracer,
			Clock clock) {
		return new MessageSender(gateways, properties.unknown().askAfter(), tracer, clock);
	}

	@Bean
	OutcomeListener outcomeListener(DeadLetterTopic deadLetters, MeterRegistry registry) {
		return new OutcomeListener(deadLetters, registry);
	}

	@Bean
	DeliveryReceipts deliveryReceipts(JdbcTemplate jdbc, PlatformTransactionManager transactions,
			OutcomeListener listener, Clock clock) {
		return new DeliveryReceipts(jdbc, new TransactionTemplate(transactions), listener, clock);
	}

	@Bean
	OutcomeWriter outcomeWriter(Deliveries deliveries, InFlightLimit inFlight, OutcomeListener listener, Clock clock) {
		return new OutcomeWriter(deliveries, inFlight, listener, clock);
	}

	@Bean
	Dispatcher dispatcher(Claims claims, Preparation preparation, MessageSender sender, InFlightLimit inFlight,
			OutcomeWriter outcomes, SmsSinkProperties properties, Clock clock) {
		return new Dispatcher(claims, preparation, sender, inFlight, outcomes, properties.drain(), clock);
	}

	@Bean
	StatusPoller statusPoller(QueriedDeliveries deliveries, SmsSinkProperties properties, Recipients recipients,
			PhoneNumbers numbers, GatewayChain gateways, OutcomeListener listener, Clock clock) {
		StatusRules rules = new StatusRules(properties.unknown().notFoundAfter(), gateways::pollAfter);
		return new StatusPoller(deliveries, rules, recipients, numbers, gateways, listener, clock);
	}

	@Bean
	DeliveryMaintenance deliveryMaintenance(HeldDeliveries held, DeadClaims deadClaims, BlockedDeliveries blocked,
			ClaimLock lock, StatusPoller statusPoller, InFlightLimit inFlight, SmsSinkProperties properties,
			ClockSkew skew, Clock clock) {
		return new DeliveryMaintenance(held, deadClaims, blocked, lock, statusPoller, inFlight,
				properties.unknown().askAfter(), skew, clock);
	}

}
