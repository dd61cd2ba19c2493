package dev.fundbell.database;

import java.time.Clock;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Auto-configuration of the clock, the calendar and the service's database. In Fundbell's
 * own apps that database, under {@code fundbell.datasource.*}, is the primary one:
 * Flyway, JPA and unqualified data sources mean it. A task's platform database, under
 * {@code spring.datasource.*}, is not touched. The online service has its own data source
 * and its own migrations, which are left alone: the outbox on its class path tells it.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(FundbellProperties.class)
public class ServiceDatabaseAutoConfiguration {

	/**
	 * Sessions in which the optimizer does what the statements are written for. Otherwise
	 * it makes a subquery of a list of a thousand values and scans the table instead of
	 * seeking, and joins a table of a few rows by a buffer, for which it reads all rows
	 * of a range where a page is asked for. Other variables belong into
	 * {@code hikari.connection-init-sql}: a second {@code sessionVariables} would replace
	 * these.
	 */
	public static final String SESSION_VARIABLES = "in_predicate_conversion_threshold=0,join_cache_level=0";

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

	/** For Fundbell's own apps. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("dev.fundbell.outbox.Notifications")
	static class FundbellDataSourceConfiguration {

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
			dataSource.addDataSourceProperty("sessionVariables", SESSION_VARIABLES);
			return dataSource;
		}

		/**
		 * By MariaDB's error codes, of which Spring has a list: a lock wait timeout has
		 * no SQLSTATE of its own, and a retry would not know it.
		 */
		@Bean
		@ConditionalOnMissingBean
		SQLExceptionTranslator sqlExceptionTranslator() {
			return new SQLErrorCodeSQLExceptionTranslator("MariaDB");
		}

		/** For apps that bring Flyway, as the sinks do and the tasks do not. */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(FlywayConfigurationCustomizer.class)
		static class SchemaConfiguration {

			@Bean
			FlywayConfigurationCustomizer serviceSchemaLocation() {
				return ServiceSchema::locate;
			}

		}

	}

}
