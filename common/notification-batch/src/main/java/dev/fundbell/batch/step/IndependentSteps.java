package dev.fundbell.batch.step;

import java.util.List;

import dev.fundbell.publish.Outage;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.StartLimitExceededException;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Job that runs all of its steps in order, also after one has failed, and then fails at
 * its end. So a funding that cannot be closed does not keep the participants of the
 * others from being notified. After an outage the job ends at once, since no step would
 * get any further.
 */
final class IndependentSteps extends SimpleJob {

	private final List<Step> steps;

	IndependentSteps(String name, JobRepository jobRepository, List<Step> steps) {
		super(name);
		this.steps = steps;
		setSteps(steps);
		setJobRepository(jobRepository);
	}

	@Override
	protected void doExecute(JobExecution execution)
			throws JobInterruptedException, JobRestartException, StartLimitExceededException {
		ExitStatus exitStatus = ExitStatus.COMPLETED;
		for (Step step : this.steps) {
			StepExecution ended = handleStep(step, execution);
			execution.upgradeStatus(ended.getStatus());
			if (ended.getStatus() != BatchStatus.COMPLETED) {
				exitStatus = ended.getExitStatus();
			}
			if (execution.getAllFailureExceptions().stream().anyMatch(Outage::isOutage)) {
				break;
			}
		}
		execution.setExitStatus(exitStatus);
	}

}
