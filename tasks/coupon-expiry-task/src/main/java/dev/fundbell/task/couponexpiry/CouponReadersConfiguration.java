package dev.fundbell.task.couponexpiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

import javax.sql.DataSource;

import dev.fundbell.batch.range.KeyRange;
import dev.fundbell.batch.range.KeyRangePartitioner;
import dev.fundbell.batch.run.LeadTime;
import dev.fundbell.batch.run.Share;
import dev.fundbell.batch.step.BatchProperties;
import dev.fundbell.notification.ExpiringCoupon;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.database.JdbcPagingItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Partitions and readers of the coupons that a run is about. */
@Configuration(proxyBeanMethods = false)
class CouponReadersConfiguration {

	private static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);

	private static final String COUPONS = "FROM coupons c FORCE INDEX (ix_coupons_expiration)";

	@Bean
	@StepScope
	Partitioner expiredCouponPartitioner(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		LocalDate yesterday = LeadTime.of(step.getJobParameters()).runDate().minusDays(1);
		return new KeyRangePartitioner(new ActiveCoupons(jdbc, EARLIEST, yesterday), properties.chunkSize());
	}

	@Bean
	@StepScope
	Partitioner expiringCouponPartitioner(JdbcClient jdbc, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) {
		LeadTime run = LeadTime.of(step.getJobParameters());
		return new KeyRangePartitioner(new ActiveCoupons(jdbc, run.runDate(), run.lastDate()), properties.chunkSize());
	}

	@Bean
	@StepScope
	JdbcPagingItemReader<CouponKey> expiredCouponReader(DataSource dataSource, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) throws Exception {
		return CouponReadersConfiguration.<CouponKey>pages(dataSource, properties, step)
			.selectClause("SELECT c.expiration_date, c.id")
			.fromClause(COUPONS)
			.rowMapper((row, number) -> new CouponKey(row.getObject(1, LocalDate.class), row.getLong(2)))
			.build();
	}

	// STRAIGHT_JOIN: left to itself, the optimizer may begin with the fundings and read
	// every coupon for each page.
	@Bean
	@StepScope
	JdbcPagingItemReader<ExpiringCoupon> expiringCouponReader(DataSource dataSource, BatchProperties properties,
			@Value("#{stepExecution}") StepExecution step) throws Exception {
		return CouponReadersConfiguration.<ExpiringCoupon>pages(dataSource, properties, step)
			.selectClause("SELECT STRAIGHT_JOIN c.id, c.user_id, u.locale, c.funding_id, f.title, c.expiration_date")
			.fromClause(COUPONS + " JOIN users u ON u.id = c.user_id JOIN fundings f ON f.id = c.funding_id")
			.rowMapper((row, number) -> coupon(row))
			.build();
	}

	private static <T> JdbcPagingItemReaderBuilder<T> pages(DataSource dataSource, BatchProperties properties,
			StepExecution step) {
		return new JdbcPagingItemReaderBuilder<T>().dataSource(dataSource)
			.saveState(false)
			.pageSize(properties.chunkSize())
			.whereClause("WHERE " + ActiveCoupons.IN_RANGE + Share.of(step.getJobParameters()).condition("c.id"))
			.parameterValues(ActiveCoupons.parametersOf(KeyRange.of(step.getExecutionContext())))
			.sortKeys(ActiveCoupons.inOrder());
	}

	private static ExpiringCoupon coupon(ResultSet row) throws SQLException {
		return new ExpiringCoupon(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), row.getString(5),
				row.getObject(6, LocalDate.class));
	}

}
