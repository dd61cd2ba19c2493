package dev.fundbell.task.fundingclose;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.fundbell.batch.report.PreviewableWriter;
import dev.fundbell.batch.report.RunIds;
import dev.fundbell.batch.report.RunReport;
import dev.fundbell.database.BusinessCalendar;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer that closes a chunk of due fundings and decides, once for each, whether it has
 * met its target. A user who takes part locks the funding's row, too: under the lock
 * every participation is there to be counted, and no more are taken. A funding whose lock
 * somebody holds for longer is left to the next run, and reported. Thread-safe.
 */
final class FundingCloseWriter implements PreviewableWriter<Long> {

	/**
	 * Fundings of a chunk: so few that a closing does not make users who take part wait
	 * for long.
	 */
	static final int CHUNK_SIZE = 50;

	private static final String LOCK = """
			SELECT id, deadline FROM fundings FORCE INDEX (PRIMARY)
			WHERE id IN (:ids) AND status = 'OPEN' AND deadline <= :asOf
			ORDER BY id FOR UPDATE
			""";

	private static final String SKIPPING = LOCK + " SKIP LOCKED";

	// Users who take part share the lock, one after the other, so that it may never be
	// free; but a statement that waits for it goes before those who come later.
	private static final String WAITING = LOCK + " WAIT 2";

	private static final String STILL_OPEN = """
			SELECT id FROM fundings FORCE INDEX (PRIMARY) WHERE id IN (:ids) AND status = 'OPEN' ORDER BY id
			""";

	private static final String OUTCOME = """
			IF(COALESCE(p.amount, 0) >= f.target_amount, 'SUCCEEDED', 'FAILED')""";

	private static final String WITH_PARTICIPATIONS = """
			FROM fundings f LEFT JOIN (
			  SELECT funding_id, SUM(amount) AS amount, COUNT(*) AS number
			  FROM participations FORCE INDEX (ix_participations_funding)
			  WHERE funding_id IN (:ids) AND status = 'ACTIVE' GROUP BY funding_id
			) p ON p.funding_id = f.id
			WHERE f.id IN (:ids)
			""";

	// A funding that somebody has opened again is decided again. MariaDB assigns from
	// left
	// to right: the first one sees the outcome of before.
	private static final String DECIDE = """
			INSERT INTO funding_closings (funding_id, outcome, amount, participations, deadline, due_date,
			    coupon_expiration_date, closed_at, closed_by, settled_at)
			SELECT f.id, %s, COALESCE(p.amount, 0), COALESCE(p.number, 0), f.deadline, :dueDate, :couponExpirationDate,
			    :now, :run, IF(p.number > 0, NULL, :now)
			%s
			ON DUPLICATE KEY UPDATE succeeded_before = succeeded_before OR outcome = 'SUCCEEDED',
			    outcome = VALUES(outcome), amount = VALUES(amount), participations = VALUES(participations), deadline = VALUES(deadline), due_date = VALUES(due_date),
			    coupon_expiration_date = VALUES(coupon_expiration_date), closed_at = VALUES(closed_at),
			    closed_by = VALUES(closed_by), settled_at = VALUES(settled_at)
			"""
		.formatted(OUTCOME, WITH_PARTICIPATIONS);

	private static final String CLOSE = """
			UPDATE fundings f JOIN funding_closings c ON c.funding_id = f.id
			SET f.status = c.outcome WHERE f.id IN (:ids) AND f.status = 'OPEN'
			""";

	private static final String PREVIEW = """
			SELECT f.id, %s, COALESCE(p.number, 0)
			%s AND f.status = 'OPEN' AND f.deadline <= :asOf ORDER BY f.id
			""".formatted(OUTCOME, WITH_PARTICIPATIONS);

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final BusinessCalendar calendar;

	private final RewardProperties reward;

	private final RunIds runs;

	private final RunReport report;

	private final StepExecution step;

	private final LocalDateTime asOf;

	FundingCloseWriter(JdbcClient jdbc, TransactionOperations transactions, BusinessCalendar calendar,
			RewardProperties reward, RunIds runs, RunReport report, StepExecution step) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.calendar = calendar;
		this.reward = reward;
		this.runs = runs;
		this.report = report;
		this.step = step;
		this.asOf = LocalDateTime.ofInstant(FundingCloseParameters.of(step.getJobParameters()).asOf(), ZoneOffset.UTC);
	}

	@Override
	public void write(Chunk<? extends Long> ids) {
		List<Long> due = List.copyOf(ids.getItems());
		int run = this.runs.of(this.step);
		Set<Long> notClosed = new LinkedHashSet<>(due);
		notClosed.removeAll(this.transactions.execute((status) -> close(due, run, SKIPPING)));
		notClosed.removeIf((id) -> isClosedAlone(id, run));
		if (!notClosed.isEmpty()) {
			reportLeft(notClosed);
		}
	}

	private boolean isClosedAlone(long id, int run) {
		try {
			return !this.transactions.execute((status) -> close(List.of(id), run, WAITING)).isEmpty();
		}
		catch (PessimisticLockingFailureException ex) {
			return false;
		}
	}

	/** Another run may have closed them meanwhile. */
	private void reportLeft(Set<Long> notClosed) {
		this.step.setFilterCount(this.step.getFilterCount() + notClosed.size());
		this.step.setWriteCount(this.step.getWriteCount() - notClosed.size());
		List<String> left = this.jdbc.sql(STILL_OPEN)
			.param("ids", notClosed)
			.query((row, number) -> "funding " + row.getLong(1))
			.list();
		if (!left.isEmpty()) {
			this.report.add(this.step, "left to the next run because somebody holds their locks", left);
		}
	}

	@Override
	public List<String> preview(Chunk<? extends Long> ids) {
		return this.jdbc.sql(PREVIEW)
			.param("ids", ids.getItems())
			.param("asOf", this.asOf)
			.query((row, number) -> "funding %d %s with %d participations".formatted(row.getLong(1), row.getString(2),
					row.getLong(3)))
			.list();
	}

	private List<Long> close(List<Long> due, int run, String lock) {
		Map<LocalDate, List<Long>> locked = lock(due, lock);
		locked.forEach((dueDate, ids) -> decide(dueDate, ids, run));
		List<Long> ids = locked.values().stream().flatMap(List::stream).toList();
		int closed = ids.isEmpty() ? 0 : this.jdbc.sql(CLOSE).param("ids", ids).update();
		if (closed != ids.size()) {
			throw new IllegalStateException("Locked %d open fundings and closed %d".formatted(ids.size(), closed));
		}
		return ids;
	}

	/** The ids by the date of their deadline. */
	private Map<LocalDate, List<Long>> lock(List<Long> due, String lock) {
		Map<LocalDate, List<Long>> locked = new TreeMap<>();
		this.jdbc.sql(lock).param("ids", due).param("asOf", this.asOf).query((row) -> {
			Instant deadline = row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC);
			locked.computeIfAbsent(this.calendar.dateOf(deadline), (date) -> new ArrayList<>()).add(row.getLong(1));
		});
		return locked;
	}

	private void decide(LocalDate dueDate, List<Long> ids, int run) {
		this.jdbc.sql(DECIDE)
			.param("run", run)
			.param("ids", ids)
			.param("dueDate", dueDate)
			.param("couponExpirationDate", this.calendar.today().plusDays(this.reward.validDays()))
			.param("now", LocalDateTime.ofInstant(this.calendar.now(), ZoneOffset.UTC))
			.update();
	}

}
