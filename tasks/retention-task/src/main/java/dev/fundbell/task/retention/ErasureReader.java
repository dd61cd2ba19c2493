package dev.fundbell.task.retention;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fundbell.batch.run.InvalidRunParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reader of the parts of the data of the user whom a run erases, if it erases one. One
 * per step, which has one partition; not thread-safe.
 */
final class ErasureReader implements ItemReader<Erasure>, StepExecutionListener {

	// As long as the funding is open its money is the user's, and until it is settled its
	// participants are told.
	private static final String TAKES_PART = """
			SELECT DISTINCT p.funding_id FROM participations p FORCE INDEX (ix_participations_user)
			JOIN fundings f ON f.id = p.funding_id
			LEFT JOIN funding_closings c ON c.funding_id = p.funding_id
			WHERE p.user_id = ? AND p.status = 'ACTIVE'
			  AND (f.status = 'OPEN' OR (c.funding_id IS NOT NULL AND c.settled_at IS NULL))
			ORDER BY p.funding_id LIMIT 6
			""";

	private final JdbcClient jdbc;

	private @Nullable Long user;

	private @Nullable Iterator<Erasure> parts;

	ErasureReader(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void beforeStep(StepExecution partition) {
		this.user = RetentionParameters.of(partition.getJobParameters()).user();
		this.parts = null;
	}

	@Override
	public @Nullable Erasure read() {
		Iterator<Erasure> left = this.parts;
		if (left == null) {
			left = parts();
			this.parts = left;
		}
		return left.hasNext() ? left.next() : null;
	}

	private Iterator<Erasure> parts() {
		Long erased = this.user;
		if (erased == null) {
			return Collections.emptyIterator();
		}
		requireErasable(erased);
		return Stream.of(ErasedPart.values()).map((part) -> new Erasure(erased, part)).iterator();
	}

	private void requireErasable(long erased) {
		if (this.jdbc.sql("SELECT id FROM users WHERE id = ?").param(erased).query(Long.class).optional().isEmpty()) {
			throw new InvalidRunParameterException("--user=%d: there is no such user".formatted(erased));
		}
		List<Long> fundings = this.jdbc.sql(TAKES_PART).param(erased).query(Long.class).list();
		if (!fundings.isEmpty()) {
			throw new InvalidRunParameterException(
					"--user=%d: the user takes part in fundings that are open or whose participants are being told (%s): cancel these participations or wait, and launch it again"
						.formatted(erased, fundings.stream().map(String::valueOf).collect(Collectors.joining(", "))));
		}
	}

}
