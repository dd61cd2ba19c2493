package dev.fundbell.test.task;

import java.util.UUID;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.step.StepExecution;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs of a job within a test. */
public final class JobRuns {

	private final JobOperator operator;

	private final Job job;

	public JobRuns(JobOperator operator, Job job) {
		this.operator = operator;
		this.job = job;
	}

	/**
	 * A run that completes.
	 * @param parameters its parameters
	 */
	public JobExecution run(JobParameters parameters) {
		JobExecution execution = start(parameters);
		assertThat(execution.getStatus()).as(execution.getAllFailureExceptions().toString())
			.isEqualTo(BatchStatus.COMPLETED);
		return execution;
	}

	/**
	 * A run that may fail.
	 * @param parameters its parameters
	 */
	public JobExecution start(JobParameters parameters) {
		try {
			return this.operator.start(this.job,
					new JobParametersBuilder(parameters).addString("run-id", UUID.randomUUID().toString())
						.toJobParameters());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A step of a run.
	 * @param execution the run
	 * @param name the step's name
	 */
	public static StepExecution step(JobExecution execution, String name) {
		return execution.getStepExecutions()
			.stream()
			.filter((step) -> step.getStepName().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
