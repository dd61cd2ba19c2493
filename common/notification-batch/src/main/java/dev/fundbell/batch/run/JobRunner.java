package dev.fundbell.batch.run;

import java.util.UUID;

import dev.fundbell.batch.report.DryRun;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.report.RunReport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.PropertyResolver;

/**
 * Runner of the task's one job. Each launch is a job instance of its own: the rows that
 * are left to do are known from the data, so a job is never resumed, and the same
 * arguments may be given as often as one likes.
 */
final class JobRunner implements ApplicationRunner {

	private static final Log log = LogFactory.getLog(JobRunner.class);

	private final JobOperator operator;

	private final Job job;

	private final RunParameters parameters;

	private final RunReport report;

	private final ExitMessage exitMessage;

	private final PropertyResolver options;

	private final MetricsPush metrics;

	private volatile boolean hasEnded;

	JobRunner(JobOperator operator, Job job, RunParameters parameters, RunReport report, ExitMessage exitMessage,
			PropertyResolver options, MetricsPush metrics) {
		this.operator = operator;
		this.job = job;
		this.parameters = parameters;
		this.report = report;
		this.exitMessage = exitMessage;
		this.options = options;
		this.metrics = metrics;
	}

	@Override
	public void run(ApplicationArguments args) throws Exception {
		try {
			JobExecution execution = this.operator.start(this.job, jobParameters());
			report(execution);
			if (!DryRun.is(execution.getJobParameters())) {
				this.metrics.push(execution);
			}
			if (execution.getStatus() != BatchStatus.COMPLETED) {
				throw TaskFailedException.of(execution);
			}
		}
		finally {
			this.hasEnded = true;
		}
	}

	/** Whether the job has ended, well or not. */
	boolean hasEnded() {
		return this.hasEnded;
	}

	private JobParameters jobParameters() {
		JobParametersBuilder launch = new JobParametersBuilder(this.parameters.toJobParameters())
			.addString(RunIds.PARAMETER, UUID.randomUUID().toString());
		Share share = Share.of(this.options.getProperty(Share.PARAMETER));
		if (share.isPart()) {
			launch.addString(Share.PARAMETER, share.toString());
		}
		if (isDryRun(this.options.getProperty(DryRun.PARAMETER))) {
			launch.addString(DryRun.PARAMETER, "true");
		}
		return launch.toJobParameters();
	}

	private static boolean isDryRun(@Nullable String text) {
		String option = (text != null) ? text.strip() : "false";
		if (!option.isEmpty() && !option.equals("true") && !option.equals("false")) {
			throw new InvalidRunParameterException("--dry-run must be true or false, but is '%s'".formatted(text));
		}
		return !option.equals("false");
	}

	private void report(JobExecution execution) {
		String report = this.report.take(execution);
		if (DryRun.is(execution.getJobParameters())) {
			report = "Dry run, nothing was changed. " + report;
		}
		if (!report.isEmpty()) {
			log.info(report);
			this.exitMessage.report(report);
		}
	}

}
