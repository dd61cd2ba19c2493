package dev.fundbell.task.retention;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.database.BusinessCalendar;

import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer that deletes the old rows of a range of keys, or their texts, in one short
 * transaction. The run reports how many they were. Thread-safe.
 */
final class PurgeWriter implements PreviewableWriter<PurgeRange> {

	private final Purge purge;

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final BusinessCalendar calendar;

	private final RunReport report;

	PurgeWriter(Purge purge, JdbcClient jdbc, TransactionOperations transactions, BusinessCalendar calendar,
			RunReport report) {
		this.purge = purge;
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.calendar = calendar;
		this.report = report;
	}

	@Override
	public void write(Chunk<? extends PurgeRange> ranges) {
		for (PurgeRange range : ranges) {
			List<String> rows = this.transactions.execute((status) -> change(range));
			if (!rows.isEmpty()) {
				this.report.add(Objects.requireNonNull(StepSynchronizationManager.getContext()).getStepExecution(),
						"done", rows);
			}
		}
	}

	@Override
	public List<String> preview(Chunk<? extends PurgeRange> ranges) {
		return ranges.getItems().stream().flatMap((range) -> find(range, "").stream()).toList();
	}

	private List<String> change(PurgeRange range) {
		List<String> rows = find(range, " FOR UPDATE");
		if (!rows.isEmpty()) {
			statement(this.purge.change(), range).update();
		}
		return rows;
	}

	private List<String> find(PurgeRange range, String lock) {
		return statement(this.purge.find() + lock, range).query(String.class).list();
	}

	private JdbcClient.StatementSpec statement(String sql, PurgeRange range) {
		return this.jdbc.sql(sql)
			.param("first", range.first())
			.param("last", range.last())
			.param("before", LocalDateTime.ofInstant(range.before(), ZoneOffset.UTC))
			.param("beforeDate", this.calendar.dateOf(range.before()));
	}

}
