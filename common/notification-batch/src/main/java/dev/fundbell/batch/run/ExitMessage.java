package dev.fundbell.batch.run;

import org.springframework.cloud.task.listener.TaskExecutionListener;
import org.springframework.cloud.task.repository.TaskExecution;

/**
 * Listener that writes the execution's exit message, which the dashboard shows: the
 * reason of a failure, and the run's report. Thread-safe.
 */
final class ExitMessage implements TaskExecutionListener {

	private volatile String report = "";

	/** Takes the run's report. */
	void report(String report) {
		this.report = report;
	}

	@Override
	public void onTaskFailed(TaskExecution taskExecution, Throwable failure) {
		taskExecution.setExitMessage(FailureReason.of(failure).line());
	}

	@Override
	public void onTaskEnd(TaskExecution taskExecution) {
		if (!this.report.isEmpty()) {
			String reason = taskExecution.getExitMessage();
			taskExecution.setExitMessage((reason != null) ? reason + " " + this.report : this.report);
		}
	}

}
