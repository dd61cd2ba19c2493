package dev.fundbell.task.fundingreminder;

import dev.fundbell.batch.BatchProperties;
import dev.fundbell.batch.ChunkedSteps;
import dev.fundbell.batch.publish.NotificationPublisher;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.batch.run.RunParameters;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.FundingDeadline;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Publish what earlier runs left; create and publish. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FundingReminderProperties.class)
class FundingReminderJobConfiguration {

	@Bean
	RunParameters runParameters(FundingReminderProperties properties, BusinessCalendar calendar) {
		return () -> LeadTime.of(properties.runDate(), properties.leadDays(), calendar).toJobParameters();
	}

	@Bean
	RemindOfDeadlines remindOfDeadlines(JdbcClient jdbc, NotificationPublisher publisher, FundingDeadline type,
			BusinessCalendar calendar, BatchProperties properties) {
		return new RemindOfDeadlines(jdbc, publisher, type, calendar, properties);
	}

	@Bean
	Job fundingReminderJob(JobRepository jobRepository, ChunkedSteps steps, NotificationPublisher publisher,
			RemindOfDeadlines remind) {
		return new JobBuilder("funding-reminder", jobRepository)
			.start(steps.step("publish-leftovers", publisher.leftovers()))
			.next(steps.step("create-and-publish", remind))
			.build();
	}

}
