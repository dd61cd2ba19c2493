package dev.fundbell.batch.run;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reporter that ends the log of a failed task with the reason, on one line. It is the
 * only place for the reason if the platform's database is away.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TaskFailureReporter implements SpringBootExceptionReporter {

	private static final Log logger = LogFactory.getLog(TaskFailureReporter.class);

	TaskFailureReporter(@Nullable ConfigurableApplicationContext context) {
	}

	@Override
	public boolean reportException(Throwable failure) {
		FailureReason reason = FailureReason.of(failure);
		logger.error("The task failed: " + reason.line(), reason.isExpected() ? null : failure);
		return true;
	}

}
