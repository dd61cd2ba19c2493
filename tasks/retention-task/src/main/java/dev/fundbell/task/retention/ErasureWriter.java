package dev.fundbell.task.retention;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.report.RunReport;

import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer that erases parts of a user's data, some rows in each transaction. Thread-safe.
 */
final class ErasureWriter implements PreviewableWriter<Erasure> {

	private static final String UNPUBLISHED = """
			SELECT id FROM notifications FORCE INDEX (PRIMARY)
			WHERE id IN (:ids) AND state IN ('CREATED', 'PUBLISHING') ORDER BY id
			""";

	private static final String BEING_SENT = """
			SELECT id FROM sms_deliveries FORCE INDEX (ix_sms_deliveries_user)
			WHERE user_id = :user AND state = 'CLAIMED'
			""";

	// Of the chunk that the notification belongs to, so that it is not being published.
	private static final String LOCK_CHUNK = """
			SELECT first_id FROM unpublished_ranges WHERE first_id <= ? ORDER BY first_id DESC LIMIT 1 FOR UPDATE
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final RunIds runs;

	private final RunReport report;

	ErasureWriter(JdbcClient jdbc, TransactionOperations transactions, RunIds runs, RunReport report) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.runs = runs;
		this.report = report;
	}

	@Override
	public void write(Chunk<? extends Erasure> erasures) {
		StepExecution step = Objects.requireNonNull(StepSynchronizationManager.getContext()).getStepExecution();
		int run = this.runs.of(step);
		for (Erasure erasure : erasures) {
			List<Long> erased = eraseSome(erasure, run);
			while (!erased.isEmpty()) {
				this.report.add(step, "done", names(erasure, erased));
				erased = eraseSome(erasure, run);
			}
			if (erasure.part() == ErasedPart.DELIVERIES) {
				reportLeft(erasure, step);
			}
		}
	}

	private void reportLeft(Erasure erasure, StepExecution step) {
		List<Long> left = find(BEING_SENT, erasure);
		if (!left.isEmpty()) {
			this.report.add(step, "left because a sink is sending them now: launch it again", names(erasure, left));
		}
	}

	@Override
	public List<String> preview(Chunk<? extends Erasure> erasures) {
		return erasures.getItems()
			.stream()
			.flatMap((erasure) -> names(erasure, find(erasure.part().find(), erasure)).stream())
			.toList();
	}

	private List<Long> eraseSome(Erasure erasure, int run) {
		return this.transactions.execute((status) -> {
			List<Long> ids = find(erasure.part().findSome(), erasure);
			if (!ids.isEmpty()) {
				if (erasure.part() == ErasedPart.NOTIFICATIONS) {
					lockChunksOf(ids);
				}
				this.jdbc.sql(erasure.part().erase())
					.param("ids", ids)
					.param("user", erasure.user())
					.param("run", run)
					.update();
			}
			return ids;
		});
	}

	private void lockChunksOf(List<Long> ids) {
		this.jdbc.sql(UNPUBLISHED)
			.param("ids", ids)
			.query(Long.class)
			.list()
			.forEach((id) -> this.jdbc.sql(LOCK_CHUNK).param(id).query(Long.class).optional());
	}

	private List<Long> find(String sql, Erasure erasure) {
		return this.jdbc.sql(sql).param("user", erasure.user()).query(Long.class).list();
	}

	private static List<String> names(Erasure erasure, List<Long> ids) {
		String part = erasure.part().name().toLowerCase(Locale.ROOT);
		return ids.stream().map((id) -> part + " " + id).toList();
	}

}
