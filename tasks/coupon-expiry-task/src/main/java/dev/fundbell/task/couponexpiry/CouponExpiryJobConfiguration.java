package dev.fundbell.task.couponexpiry;

import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.batch.run.RunParameters;
import dev.fundbell.batch.step.BatchProperties;
import dev.fundbell.batch.step.ChunkSteps;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.CouponDeadline;
import dev.fundbell.notification.ExpiringCoupon;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Configuration of the job: expire coupons, notify the users of those that expire soon,
 * publish unpublished chunks.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CouponExpiryProperties.class)
class CouponExpiryJobConfiguration {

	@Bean
	Job couponExpiryJob(ChunkSteps steps, Step expireStep, Step notifyStep, Step publishStep) {
		return steps.job("coupon-expiry", expireStep, notifyStep, publishStep);
	}

	@Bean
	Step expireStep(ChunkSteps steps, Partitioner expiredCouponPartitioner, ItemReader<CouponKey> expiredCouponReader,
			PreviewableWriter<CouponKey> couponExpiryWriter, BatchProperties properties) {
		return steps.partitionedStep("expire", expiredCouponPartitioner, expiredCouponReader, properties.chunkSize(),
				couponExpiryWriter);
	}

	@Bean
	Step notifyStep(ChunkSteps steps, Partitioner expiringCouponPartitioner,
			ItemReader<ExpiringCoupon> expiringCouponReader, CouponDeadline type) {
		return steps.notificationStep("notify", expiringCouponPartitioner, expiringCouponReader, type::of,
				(coupon) -> "Coupon " + coupon.id());
	}

	@Bean
	@StepScope
	PreviewableWriter<CouponKey> couponExpiryWriter(JdbcClient jdbc, TransactionOperations transactions, RunIds runs,
			@Value("#{stepExecution}") StepExecution step) {
		return new CouponExpiryWriter(jdbc, transactions, runs, step);
	}

	@Bean
	RunParameters runParameters(CouponExpiryProperties properties, BusinessCalendar calendar) {
		return () -> LeadTime.of(properties.runDate(), properties.leadDays(), calendar).toJobParameters();
	}

}
