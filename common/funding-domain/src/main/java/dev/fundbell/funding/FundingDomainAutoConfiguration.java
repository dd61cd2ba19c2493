package dev.fundbell.funding;

import java.time.Clock;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The service's database, under {@code fundbell.datasource.*}, as the application's
 * primary one: JPA, Flyway and unqualified data sources mean it. A task's platform
 * database, under {@code spring.datasource.*}, is not touched.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@AutoConfigurationPackage(basePackageClasses = FundingSchema.class)
@EnableConfigurationProperties(FundbellProperties.class)
public class FundingDomainAutoConfiguration {

	@Bean
	@Primary
	@ConfigurationProperties("fundbell.datasource")
	DataSourceProperties fundbellDataSourceProperties() {
		return new DataSourceProperties();
	}

	@Bean
	@Primary
	@ConfigurationProperties("fundbell.datasource.hikari")
	HikariDataSource fundbellDataSource(DataSourceProperties fundbellDataSourceProperties) {
		HikariDataSource dataSource = fundbellDataSourceProperties.initializeDataSourceBuilder()
			.type(HikariDataSource.class)
			.build();
		dataSource.setPoolName("fundbell");
		// One round trip a batch: without it the driver sends a batch row by row.
		dataSource.addDataSourceProperty("useBulkStmts", "true");
		return dataSource;
	}

	@Bean
	FlywayConfigurationCustomizer fundingSchemaLocation() {
		return FundingSchema::locate;
	}

	@Bean
	HibernatePropertiesCustomizer hibernateLikeTheTasks() {
		return (properties) -> {
			properties.put("hibernate.jdbc.time_zone", "UTC");
			// A block of ids begins with what the sequence gives.
			properties.put("hibernate.id.optimizer.pooled.preferred", "pooled-lo");
		};
	}

	@Bean
	@ConditionalOnMissingBean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	@ConditionalOnMissingBean
	BusinessCalendar businessCalendar(Clock clock, FundbellProperties properties) {
		return new BusinessCalendar(clock, properties.timeZone());
	}

}
