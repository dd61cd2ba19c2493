package dev.fundbell.batch.run;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fundbell.database.ServiceDatabaseAutoConfiguration;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchDataSource;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchTransactionManager;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.cloud.task.configuration.DefaultTaskConfigurer;
import org.springframework.cloud.task.configuration.SimpleTaskAutoConfiguration;
import org.springframework.cloud.task.configuration.TaskConfigurer;
import org.springframework.cloud.task.configuration.TaskProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Auto-configuration of the platform's database, which Data Flow passes to a task as
 * {@code spring.datasource.*}. It holds only the metadata of Batch and Task. A bean that
 * asks for a data source or a transaction manager without a qualifier gets the service's.
 * No transaction spans the two.
 */
@AutoConfiguration(after = ServiceDatabaseAutoConfiguration.class,
		before = { DataSourceAutoConfiguration.class, BatchJdbcAutoConfiguration.class,
				SimpleTaskAutoConfiguration.class },
		beforeName = "org.springframework.cloud.task.configuration.SingleTaskConfiguration")
class PlatformDatabaseAutoConfiguration {

	@Bean
	@Primary
	JdbcTransactionManager transactionManager(DataSource dataSource) {
		return new JdbcTransactionManager(dataSource);
	}

	@Bean(defaultCandidate = false)
	@ConfigurationProperties("spring.datasource")
	DataSourceProperties platformDataSourceProperties() {
		return new DataSourceProperties();
	}

	@Bean(defaultCandidate = false)
	@BatchDataSource
	@ConfigurationProperties("spring.datasource.hikari")
	HikariDataSource platformDataSource(@Qualifier("platformDataSourceProperties") DataSourceProperties properties) {
		HikariDataSource dataSource = properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
		dataSource.setPoolName("platform");
		return dataSource;
	}

	@Bean(defaultCandidate = false)
	@BatchTransactionManager
	JdbcTransactionManager platformTransactionManager(@BatchDataSource DataSource dataSource) {
		return new JdbcTransactionManager(dataSource);
	}

	@Bean
	TaskConfigurer taskConfigurer(@BatchDataSource DataSource dataSource, TaskProperties properties,
			@BatchTransactionManager PlatformTransactionManager transactionManager) {
		return new DefaultTaskConfigurer(dataSource, properties) {

			@Override
			public PlatformTransactionManager getTransactionManager() {
				return transactionManager;
			}

		};
	}

}
