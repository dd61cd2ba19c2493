package dev.fundbell.batch.run;

import java.util.UUID;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Runs the task's one job. Each launch is a job instance of its own: what is left to do
 * is known from the data, so a job is never resumed and the same arguments may be given
 * as often as one likes.
 */
final class JobRunner implements ApplicationRunner {

	private final JobOperator operator;

	private final Job job;

	private final RunParameters parameters;

	JobRunner(JobOperator operator, Job job, RunParameters parameters) {
		this.operator = operator;
		this.job = job;
		this.parameters = parameters;
	}

	@Override
	public void run(ApplicationArguments args) throws Exception {
		JobParameters launch = new JobParametersBuilder(this.parameters.toJobParameters())
			.addString("run-id", UUID.randomUUID().toString())
			.toJobParameters();
		JobExecution execution = this.operator.start(this.job, launch);
		if (execution.getStatus() != BatchStatus.COMPLETED) {
			throw TaskFailedException.of(execution);
		}
	}

}
