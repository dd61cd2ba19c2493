package dev.fundbell.batch.run;

import java.util.List;

import dev.fundbell.batch.step.RowsNotReadException;
import dev.fundbell.database.ClockSkewException;
import dev.fundbell.publish.NotAcknowledgedException;
import dev.fundbell.publish.Outage;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.step.FatalStepExecutionException;
import org.springframework.boot.context.properties.bind.BindException;

/**
 * Reason why a task failed.
 *
 * @param line the reason and what to do, on one line
 * @param isExpected whether the line is enough, because nothing is wrong with the program
 */
record FailureReason(String line, boolean isExpected) {

	private static final String RELAUNCH = "What was committed stays; launch the task again and it does the rest.";

	static FailureReason of(Throwable failure) {
		List<Throwable> causes = Outage.causes(failure);
		for (Throwable cause : causes) {
			if (cause instanceof InvalidRunParameterException || cause instanceof NotAcknowledgedException
					|| cause instanceof ClockSkewException) {
				return new FailureReason(oneLine(cause.getMessage()), true);
			}
		}
		if (causes.stream().anyMatch(Outage::isConnectionLost)) {
			String database = causes.stream().anyMatch(FailureReason::isOfAStepsRows) ? "service" : "platform";
			return new FailureReason(oneLine(
					"The %s's database does not answer (%s). %s".formatted(database, innermost(causes), RELAUNCH)),
					true);
		}
		if (causes.stream().anyMatch(BindException.class::isInstance)) {
			return new FailureReason(oneLine("A property is wrong: " + innermost(causes)), true);
		}
		return new FailureReason(
				oneLine("%s (%s). %s".formatted(causes.get(0).getMessage(), innermost(causes), RELAUNCH)), false);
	}

	/** Batch's own metadata lie in the platform's database. */
	private static boolean isOfAStepsRows(Throwable cause) {
		return cause instanceof FatalStepExecutionException || cause instanceof RowsNotReadException;
	}

	private static String innermost(List<Throwable> causes) {
		Throwable last = causes.get(causes.size() - 1);
		return last.getClass().getSimpleName() + ": " + last.getMessage();
	}

	private static String oneLine(@Nullable String text) {
		return String.valueOf(text).replaceAll("\\s+", " ").strip();
	}

}
