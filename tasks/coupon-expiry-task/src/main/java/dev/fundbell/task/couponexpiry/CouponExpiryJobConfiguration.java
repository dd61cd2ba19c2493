package dev.fundbell.task.couponexpiry;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkedSteps;
import dev.fundbell.batch.publish.NotificationPublisher;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.batch.run.RunParameters;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.CouponDeadline;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Expire; publish what earlier runs left; create and publish. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CouponExpiryProperties.class)
class CouponExpiryJobConfiguration {

	@Bean
	RunParameters runParameters(CouponExpiryProperties properties, BusinessCalendar calendar) {
		return () -> LeadTime.of(properties.runDate(), properties.leadDays(), calendar).toJobParameters();
	}

	@Bean
	ExpireCoupons expireCoupons(JdbcClient jdbc, TransactionOperations transactions, BatchProperties properties) {
		return new ExpireCoupons(jdbc, transactions, properties);
	}

	@Bean
	TellOfCouponDeadlines tellOfCouponDeadlines(JdbcClient jdbc, NotificationPublisher publisher, CouponDeadline type,
			BatchProperties properties) {
		return new TellOfCouponDeadlines(jdbc, publisher, type, properties);
	}

	@Bean
	Job couponExpiryJob(JobRepository jobRepository, ChunkedSteps steps, ExpireCoupons expire,
			NotificationPublisher publisher, TellOfCouponDeadlines tell) {
		return new JobBuilder("coupon-expiry", jobRepository).start(steps.step("expire", expire))
			.next(steps.step("publish-leftovers", publisher.leftovers()))
			.next(steps.step("create-and-publish", tell))
			.build();
	}

}
