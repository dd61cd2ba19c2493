package dev.fundbell.batch.publish;

import java.util.List;

import dev.fundbell.batch.report.RunReport;
import dev.fundbell.publish.UnpublishedRanges;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Record of the chunks that a run could not publish although the broker and the database
 * answered, for example because of a type whose rule is wrong. A chunk that has failed in
 * several runs is parked. Thread-safe.
 */
public final class FailedChunks implements StepExecutionListener {

	private static final Log log = LogFactory.getLog(FailedChunks.class);

	private final UnpublishedRanges ranges;

	private final RunReport report;

	FailedChunks(UnpublishedRanges ranges, RunReport report) {
		this.ranges = ranges;
		this.report = report;
	}

	/**
	 * Counts an attempt of a chunk.
	 * @param step the step that could not publish it
	 * @param firstId its first id
	 * @param failure why
	 */
	public void add(StepExecution step, long firstId, Throwable failure) {
		String error = UnpublishedRanges.reason(failure);
		int attempts = this.ranges.failed(firstId, error);
		log.warn(
				"Chunk %d cannot be published: %s. The next run tries it again; after %d attempts, this was number %d, it is parked."
					.formatted(firstId, error, UnpublishedRanges.MAX_ATTEMPTS, attempts));
		this.report.add(step, "could not be published", List.of("chunk %d: %s".formatted(firstId, error)));
	}

	/** Reports those that are parked, since nobody else speaks of them. */
	@Override
	public @Nullable ExitStatus afterStep(StepExecution step) {
		List<String> parked = this.ranges.parked().stream().map((firstId) -> "chunk " + firstId).toList();
		if (!parked.isEmpty()) {
			this.report.add(step, "parked after %d attempts".formatted(UnpublishedRanges.MAX_ATTEMPTS), parked);
		}
		return null;
	}

}
