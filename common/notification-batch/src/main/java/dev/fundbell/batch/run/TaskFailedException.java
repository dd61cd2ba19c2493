package dev.fundbell.batch.run;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;

/** Failure of the task's job. */
final class TaskFailedException extends RuntimeException {

	private TaskFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	static TaskFailedException of(JobExecution execution) {
		return new TaskFailedException(
				"Job execution %d ended as %s".formatted(execution.getId(), execution.getStatus()), reason(execution));
	}

	/** A partition's reason rather than the sentence that one of them has failed. */
	private static @Nullable Throwable reason(JobExecution execution) {
		List<Throwable> failures = execution.getAllFailureExceptions();
		return failures.stream()
			.filter((failure) -> !(failure instanceof JobExecutionException))
			.findFirst()
			.orElse(failures.isEmpty() ? null : failures.get(0));
	}

}
