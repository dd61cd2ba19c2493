package dev.fundbell.batch.run;

import java.time.ZoneId;
import java.util.Optional;

import dev.fundbell.batch.report.DryRun;
import dev.fundbell.batch.step.RowsNotReadException;
import dev.fundbell.database.BusinessCalendar;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Check that a run has the business zone in which the dates of the database are kept: in
 * another one coupons would expire at another hour, and users would be told a second time
 * under another due date. The first run of all enters its zone. Thread-safe.
 */
final class BusinessZoneCheck implements JobExecutionListener {

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	BusinessZoneCheck(JdbcClient jdbc, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	@Override
	public void beforeJob(JobExecution run) {
		try {
			check(DryRun.is(run.getJobParameters()));
		}
		catch (DataAccessException ex) {
			throw new RowsNotReadException("the business zone", ex);
		}
	}

	private void check(boolean isDryRun) {
		ZoneId zone = this.calendar.zone();
		if (!isDryRun) {
			this.jdbc.sql("INSERT IGNORE INTO business_zone (id, time_zone) VALUES (1, ?)")
				.param(zone.getId())
				.update();
		}
		Optional<String> kept = this.jdbc.sql("SELECT time_zone FROM business_zone").query(String.class).optional();
		if (kept.isPresent() && !kept.get().equals(zone.getId())) {
			throw new InvalidRunParameterException(("fundbell.time-zone is %s, but the dates of this database are kept "
					+ "in %s: give the run that zone; where the business has moved, UPDATE business_zone SET time_zone = '%s'")
				.formatted(zone, kept.get(), zone));
		}
	}

}
