package dev.fundbell.task.retention;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import dev.fundbell.batch.report.DryRun;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reader of the ranges of keys in which old rows may lie: from the table's first key on,
 * over gaps, up to the mark. A run that ends early leaves the other old rows to the next
 * one, which begins where rows are left. One per step, which has one partition; not
 * thread-safe.
 */
final class PurgeReader implements ItemReader<PurgeRange>, StepExecutionListener {

	// Participants of a funding that is not settled are told again unless they have been.
	private static final String FIRST_UNSETTLED = "SELECT MIN(closed_at) FROM funding_closings WHERE settled_at IS NULL";

	private final Purge purge;

	private final JdbcClient jdbc;

	private final IdMarks marks;

	private final int size;

	private JobParameters run = new JobParameters();

	private @Nullable Instant before;

	private long after;

	private long through;

	private boolean begun;

	PurgeReader(Purge purge, JdbcClient jdbc, IdMarks marks, int size) {
		this.purge = purge;
		this.jdbc = jdbc;
		this.marks = marks;
		this.size = size;
	}

	@Override
	public void beforeStep(StepExecution partition) {
		this.run = partition.getJobParameters();
		this.before = RetentionParameters.of(this.run).before().get(this.purge.age());
		this.begun = false;
	}

	@Override
	public @Nullable PurgeRange read() {
		if (!this.begun) {
			this.begun = true;
			begin();
		}
		Instant old = this.before;
		Long first = (old != null) ? next() : null;
		if (old == null || first == null) {
			return null;
		}
		this.after = Math.min(first + this.size - 1, this.through);
		return new PurgeRange(first, this.after, old);
	}

	private void begin() {
		this.after = Long.MIN_VALUE;
		this.through = Long.MAX_VALUE;
		Instant old = this.before;
		if (old == null) {
			return;
		}
		if (this.purge == Purge.NOTIFICATIONS) {
			old = beforeTheFirstUnsettled(old);
			this.before = old;
		}
		if (!DryRun.is(this.run)) {
			this.marks.enter(this.purge.table(), old);
		}
		this.through = this.marks.lastIdOf(this.purge.table(), old);
	}

	private Instant beforeTheFirstUnsettled(Instant old) {
		LocalDateTime closed = this.jdbc.sql(FIRST_UNSETTLED).query(LocalDateTime.class).optional().orElse(null);
		return (closed != null && closed.toInstant(ZoneOffset.UTC).isBefore(old)) ? closed.toInstant(ZoneOffset.UTC)
				: old;
	}

	private @Nullable Long next() {
		return this.jdbc.sql(this.purge.next())
			.param("after", this.after)
			.param("through", this.through)
			.query(Long.class)
			.optional()
			.orElse(null);
	}

}
