package dev.fundbell.batch.run;

import dev.fundbell.batch.step.RowsNotReadException;
import dev.fundbell.database.ClockSkew;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.dao.DataAccessException;

/**
 * Check that the machine of a run has the time that the database has: what is expired and
 * closed follows the clock. Thread-safe.
 */
final class ClockCheck implements JobExecutionListener {

	private final ClockSkew skew;

	ClockCheck(ClockSkew skew) {
		this.skew = skew;
	}

	@Override
	public void beforeJob(JobExecution run) {
		try {
			this.skew.check();
		}
		catch (DataAccessException ex) {
			throw new RowsNotReadException("the database's clock", ex);
		}
	}

}
