package dev.fundbell.dataflow.server.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.dataflow.server.OwnSchedules;
import dev.fundbell.dataflow.server.Rounds;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionTemplate;

/** Wiring of the alerts. Without a channel nothing is watched. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertProperties.class)
@OwnSchedules
class AlertConfiguration {

	private static final Duration CHECK = Duration.ofSeconds(5);

	private static final Duration DELIVERY = Duration.ofSeconds(1);

	@Bean
	Alerting alerting(AlertProperties settings, ObjectProvider<JavaMailSender> mail, JdbcTemplate jdbc,
			TransactionTemplate transaction, Clock clock, Rounds rounds) {
		List<AlertChannel> channels = channels(settings, mail, clock);
		Alerting alerting = new Alerting(new AlertConditions(jdbc, settings, clock),
				new Alerts(jdbc, transaction, clock), channels);
		if (!channels.isEmpty()) {
			rounds.every(CHECK, "The watch over the schedules", alerting::check);
			rounds.every(DELIVERY, "The sending of alerts", alerting::deliver);
		}
		return alerting;
	}

	private static List<AlertChannel> channels(AlertProperties settings, ObjectProvider<JavaMailSender> mail,
			Clock clock) {
		List<AlertChannel> channels = new ArrayList<>();
		if (settings.webhook().url() != null) {
			channels.add(new WebhookChannel(settings.webhook(), clock));
		}
		if (!settings.mail().to().isEmpty()) {
			JavaMailSender sender = mail.getIfAvailable();
			if (sender == null) {
				throw new IllegalStateException("fundbell.alerts.mail.to needs a mail server: set spring.mail.host");
			}
			channels.add(new MailChannel(settings.mail(), sender));
		}
		return channels;
	}

}
