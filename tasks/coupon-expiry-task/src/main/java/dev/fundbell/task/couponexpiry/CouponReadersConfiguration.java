package dev.fundbell.task.couponexpiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.KeyRangePartitioner;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.batch.run.Share;
import dev.fundbell.batch.step.BatchProperties;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.notification.ExpiringCoupon;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wiring of the partitioners and readers of the coupons that a run is about. */
@Configuration(proxyBeanMethods = false)
class CouponReadersConfiguration {

	private static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);

	private static final String COUPONS = " FROM coupons c FORCE INDEX (ix_coupons_expiration)";

	@Bean
	@StepScope
	Partitioner expiredCouponPartitioner(JdbcClient jdbc, BusinessCalendar calendar, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		LocalDate before = LeadTime.of(step.getJobParameters()).expiredBefore(calendar.today());
		return new KeyRangePartitioner(new ActiveCoupons(jdbc, EARLIEST, before.minusDays(1)), properties.chunkSize());
	}

	@Bean
	@StepScope
	Partitioner expiringCouponPartitioner(JdbcClient jdbc, BusinessCalendar calendar, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		LeadTime run = LeadTime.of(step.getJobParameters());
		return new KeyRangePartitioner(new ActiveCoupons(jdbc, run.firstDate(calendar.today()), run.lastDate()),
				properties.chunkSize());
	}

	@Bean
	@StepScope
	ItemReader<CouponKey> expiredCouponReader(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		return new CouponReader<>(jdbc, "SELECT c.id" + COUPONS, (row, date) -> new CouponKey(date, row.getLong(1)),
				CouponKey::id, KeyRange.of(step.getExecutionContext()), Share.of(step.getJobParameters()),
				properties.chunkSize());
	}

	// STRAIGHT_JOIN: left to itself, the optimizer may begin with the fundings and read
	// every coupon for each page.
	@Bean
	@StepScope
	ItemReader<ExpiringCoupon> expiringCouponReader(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		return new CouponReader<>(jdbc,
				"SELECT STRAIGHT_JOIN c.id, c.user_id, u.locale, c.funding_id, f.title" + COUPONS
						+ " JOIN users u ON u.id = c.user_id JOIN fundings f ON f.id = c.funding_id",
				CouponReadersConfiguration::coupon, ExpiringCoupon::id, KeyRange.of(step.getExecutionContext()),
				Share.of(step.getJobParameters()), properties.chunkSize());
	}

	private static ExpiringCoupon coupon(ResultSet row, LocalDate expirationDate) throws SQLException {
		return new ExpiringCoupon(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), row.getString(5),
				expirationDate);
	}

}
