package dev.fundbell.batch.report;

import org.springframework.batch.core.job.parameters.JobParameters;

/** Dry runs: they read and count what a run would change, and change nothing. */
public final class DryRun {

	/** The job parameter, {@code true} for a dry run. */
	public static final String PARAMETER = "dry-run";

	/** How a report calls the rows that a run would change. */
	public static final String TO_DO = "to do";

	private DryRun() {
	}

	/** Whether a run is a dry one. */
	public static boolean is(JobParameters run) {
		return Boolean.parseBoolean(run.getString(PARAMETER));
	}

}
