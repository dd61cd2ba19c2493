package dev.fundbell.batch.step;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Listener that stops the other partitions once one has failed: a broker or a database
 * that is away takes the next chunk's half a minute, too.
 */
final class StopSiblings implements StepExecutionListener {

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		if (stepExecution.getStatus() == BatchStatus.FAILED) {
			stepExecution.getJobExecution().getStepExecutions().forEach(StepExecution::setTerminateOnly);
		}
		return null;
	}

}
