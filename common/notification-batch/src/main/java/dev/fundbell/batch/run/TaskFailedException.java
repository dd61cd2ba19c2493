package dev.fundbell.batch.run;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.JobExecution;

/** The job did not complete. */
final class TaskFailedException extends RuntimeException {

	private TaskFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	static TaskFailedException of(JobExecution execution) {
		List<Throwable> failures = execution.getAllFailureExceptions();
		return new TaskFailedException(
				"Job execution %d ended as %s".formatted(execution.getId(), execution.getStatus()),
				failures.isEmpty() ? null : failures.get(0));
	}

}
