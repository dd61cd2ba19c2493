package dev.fundbell.dataflow.server.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import dev.fundbell.dataflow.server.DbSchedulers;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.dataflow.server.config.features.LocalPlatformProperties;
import org.springframework.cloud.dataflow.server.service.TaskDeleteService;
import org.springframework.cloud.deployer.spi.local.LocalDeployerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Wiring of the housekeeping, which {@code fundbell.housekeeping.keep} switches on. One
 * server at a time does it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("fundbell.housekeeping.keep")
class HousekeepingConfiguration {

	@Bean
	Housekeeping housekeeping(JdbcTemplate jdbc, TaskDeleteService executions, LocalPlatformProperties platform,
			Clock clock, @Value("${fundbell.housekeeping.keep}") Duration keep,
			@Value("${fundbell.housekeeping.keep-audit:365d}") Duration keepAudit) {
		RunDirectories directories = new RunDirectories(platform.getAccounts()
			.values()
			.stream()
			.map(LocalDeployerProperties::getWorkingDirectoriesRoot)
			.collect(Collectors.toSet()));
		return new Housekeeping(jdbc, executions, directories, clock, keep, keepAudit);
	}

	// A scheduler of its own: in the one of the schedules a long purge would delay
	// launches.
	@Bean(initMethod = "start", destroyMethod = "stop")
	Scheduler housekeepingScheduler(DataSource dataSource, Housekeeping housekeeping, Clock clock,
			@Value("${fundbell.housekeeping.cron:30 4 * * *}") String cron,
			@Value("${fundbell.time-zone:Asia/Seoul}") ZoneId zone) {
		RecurringTask<Void> task = Tasks.recurring("housekeeping", new CronSchedule(cron, zone, CronStyle.UNIX))
			.execute((instance, context) -> housekeeping.purge());
		return DbSchedulers.builder(dataSource, clock, List.of())
			.startTasks(task)
			.threads(1)
			.pollingInterval(Duration.ofMinutes(1))
			.build();
	}

}
