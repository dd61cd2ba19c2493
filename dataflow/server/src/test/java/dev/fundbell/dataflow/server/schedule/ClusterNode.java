package dev.fundbell.dataflow.server.schedule;

import java.time.Clock;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.core.JdbcTemplate;

/** The schedules' part of a server. Tests run it as a process, to kill it. */
public final class ClusterNode {

	private ClusterNode() {
	}

	public static void main(String[] args) {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(args[0]);
		dataSource.setUsername(args[1]);
		dataSource.setPassword(args[2]);
		trigger(new JdbcTemplate(dataSource)).start();
	}

	static ScheduleTrigger trigger(JdbcTemplate jdbc) {
		Clock clock = Clock.systemUTC();
		Schedules schedules = new Schedules(jdbc, new Json());
		ScheduleLaunches launches = new ScheduleLaunches(new RecordedLaunches(jdbc).service(), jdbc);
		return new ScheduleTrigger(jdbc.getDataSource(), new ScheduleRuns(schedules, launches, clock), clock,
				Duration.ofMillis(500));
	}

}
