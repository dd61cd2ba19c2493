package dev.fundbell.batch.run;

import org.springframework.cloud.task.listener.TaskExecutionListener;
import org.springframework.cloud.task.repository.TaskExecution;

/**
 * Listener that puts the reason of a failure into the execution's exit message, where the
 * dashboard shows it.
 */
final class ExitMessage implements TaskExecutionListener {

	@Override
	public void onTaskFailed(TaskExecution taskExecution, Throwable failure) {
		taskExecution.setExitMessage(FailureReason.of(failure).line());
	}

}
