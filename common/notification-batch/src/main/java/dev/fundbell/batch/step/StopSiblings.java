package dev.fundbell.batch.step;

import dev.fundbell.publish.Outage;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Listener that stops the other partitions once one has met an outage, since each of
 * their next chunks would wait for half a minute, too. After any other failure the others
 * go on, so that a bad chunk stops only its own partition.
 */
final class StopSiblings implements StepExecutionListener {

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		if (stepExecution.getFailureExceptions().stream().anyMatch(Outage::isOutage)) {
			stepExecution.getJobExecution().getStepExecutions().forEach(StepExecution::setTerminateOnly);
		}
		return null;
	}

}
