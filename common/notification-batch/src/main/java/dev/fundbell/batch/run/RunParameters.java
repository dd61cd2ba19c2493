package dev.fundbell.batch.run;

import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * Source of the parameters that a task was given on its command line. It is asked once
 * the task has begun, so that a wrong argument ends as a failed execution with its reason
 * and not as one that never began.
 */
public interface RunParameters {

	/**
	 * The parameters that this launch runs with, defaults filled in, so that the
	 * dashboard shows them.
	 * @throws InvalidRunParameterException where an argument cannot be used
	 */
	JobParameters toJobParameters();

}
