package dev.fundbell.batch;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;

/** Makes steps of chunked work. */
public final class ChunkedSteps {

	private final JobRepository jobRepository;

	private final BatchProperties properties;

	public ChunkedSteps(JobRepository jobRepository, BatchProperties properties) {
		this.jobRepository = jobRepository;
		this.properties = properties;
	}

	/**
	 * A step. The chunks' transactions are the work's own; the step's are those of
	 * Batch's metadata, which lie in another database.
	 * @param name its name, as the dashboard and the log show it
	 * @param work what it does
	 */
	public Step step(String name, ChunkedWork<?> work) {
		return new StepBuilder(name, this.jobRepository)
			.tasklet(new ChunkedTasklet<>(name, work, this.properties.workers()))
			.build();
	}

}
