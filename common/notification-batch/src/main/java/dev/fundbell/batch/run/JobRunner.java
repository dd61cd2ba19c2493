package dev.fundbell.batch.run;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Runner of the task's one job. Each launch is a job instance of its own: the rows that
 * are left to do are known from the data, so a job is never resumed, and the same
 * arguments may be given as often as one likes.
 */
final class JobRunner implements ApplicationRunner {

	private final JobOperator operator;

	private final Job job;

	private final RunParameters parameters;

	private final @Nullable String share;

	JobRunner(JobOperator operator, Job job, RunParameters parameters, @Nullable String share) {
		this.operator = operator;
		this.job = job;
		this.parameters = parameters;
		this.share = share;
	}

	@Override
	public void run(ApplicationArguments args) throws Exception {
		JobParametersBuilder launch = new JobParametersBuilder(this.parameters.toJobParameters()).addString("run-id",
				UUID.randomUUID().toString());
		Share share = Share.of(this.share);
		if (share.isPart()) {
			launch.addString(Share.PARAMETER, share.toString());
		}
		JobExecution execution = this.operator.start(this.job, launch.toJobParameters());
		if (execution.getStatus() != BatchStatus.COMPLETED) {
			throw TaskFailedException.of(execution);
		}
	}

}
