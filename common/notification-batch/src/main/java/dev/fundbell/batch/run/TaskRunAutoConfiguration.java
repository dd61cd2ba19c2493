package dev.fundbell.batch.run;

import java.time.Clock;
import java.util.List;

import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.batch.step.BatchProperties;
import dev.fundbell.database.BusinessCalendar;
import dev.fundbell.database.ClockSkew;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.CompositeJobExecutionListener;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Auto-configuration that runs the application's job as the process's one task. */
@AutoConfiguration
@EnableConfigurationProperties(MetricsProperties.class)
class TaskRunAutoConfiguration {

	/** Transactions of the service's database, which lock rows and no gaps. */
	@Bean
	TransactionOperations serviceTransactions(PlatformTransactionManager transactionManager) {
		TransactionTemplate transactions = new TransactionTemplate(transactionManager);
		transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		return transactions;
	}

	@Bean
	@ConditionalOnProperty(name = "fundbell.batch.run-at-start", matchIfMissing = true)
	JobRunner jobRunner(JobOperator operator, Job job, RunParameters parameters, RunReport report,
			ExitMessage exitMessage, Environment environment, MetricsProperties metrics, Clock clock) {
		return new JobRunner(operator, job, parameters, report, exitMessage, environment,
				new MetricsPush(metrics, clock));
	}

	@Bean
	@ConditionalOnBean(JobRunner.class)
	StoppedTask stoppedTask(ApplicationContext context, JobRunner runner, ExitMessage exitMessage) {
		return new StoppedTask(context, runner, exitMessage);
	}

	/**
	 * Before a run changes anything. The machine's clock is meant, whatever clock the app
	 * has.
	 */
	@Bean
	JobExecutionListener runChecks(JdbcClient jdbc, BusinessCalendar calendar, BatchProperties properties) {
		CompositeJobExecutionListener checks = new CompositeJobExecutionListener();
		checks.setListeners(List.of(new ClockCheck(new ClockSkew(jdbc, Clock.systemUTC(), properties.maxClockSkew())),
				new BusinessZoneCheck(jdbc, calendar)));
		return checks;
	}

	@Bean
	RunReport runReport() {
		return new RunReport();
	}

	@Bean
	RunIds runIds(JdbcClient jdbc, Clock clock) {
		return new RunIds(jdbc, clock);
	}

	@Bean
	ExitMessage exitMessage() {
		return new ExitMessage();
	}

}
