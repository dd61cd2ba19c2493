package dev.fundbell.task.fundingclose;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.fundbell.batch.range.UserPartition;
import dev.fundbell.batch.report.DryRun;
import dev.fundbell.batch.run.Share;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writer of the mark that a funding is settled, which means that each of its participants
 * has a notification. Until then every run goes through its participants again.
 * Thread-safe.
 */
final class SettledFundings {

	/** Fundings of a statement at most, so that it stays short and locks few rows. */
	private static final int MAX_FUNDINGS = 500;

	private static final String SETTLE = """
			UPDATE funding_closings c FORCE INDEX (PRIMARY) SET c.settled_at = :now
			WHERE c.funding_id IN (:fundings) AND c.outcome = :outcome AND c.settled_at IS NULL
			""";

	// A share of the participants is not all of them: the execution that is the last one
	// to end settles.
	private static final String IF_ALL_ARE_NOTIFIED = """
			 AND NOT EXISTS (
			  SELECT 1 FROM participations p FORCE INDEX (ix_participations_funding)
			  LEFT JOIN notifications n FORCE INDEX (uk_notifications_business_key)
			    ON n.user_id = p.user_id AND n.type = :type AND n.subject_id = p.funding_id
			      AND (n.due_date = c.due_date OR (c.succeeded_before AND c.outcome = 'SUCCEEDED'))
			  WHERE p.funding_id = c.funding_id AND p.status = 'ACTIVE' AND n.id IS NULL
			)
			""";

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final Clock clock;

	SettledFundings(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Settles fundings whose participants a step has gone through, unless the run is a
	 * dry one, or a participant may lack the coupon without which a success is not told,
	 * or may still have the coupon that a failure takes back.
	 * @param fundingIds the fundings
	 * @param outcome their outcome as the run has read it
	 * @param step the step
	 */
	void settle(List<Long> fundingIds, Outcome outcome, StepExecution step) {
		JobParameters run = step.getJobParameters();
		if (DryRun.is(run) || !couponsAreDone(outcome, step)) {
			return;
		}
		String sql = Share.of(run).isPart() ? SETTLE + IF_ALL_ARE_NOTIFIED : SETTLE;
		for (int from = 0; from < fundingIds.size(); from += MAX_FUNDINGS) {
			List<Long> some = fundingIds.subList(from, Math.min(from + MAX_FUNDINGS, fundingIds.size()));
			this.transactions.executeWithoutResult((status) -> statement(sql, some, outcome).update());
		}
	}

	private static boolean couponsAreDone(Outcome outcome, StepExecution step) {
		return step.getJobExecution()
			.getStepExecutions()
			.stream()
			.filter((other) -> other.getStepName().startsWith(outcome.couponStep()))
			.allMatch((other) -> other.getStatus() == BatchStatus.COMPLETED);
	}

	private JdbcClient.StatementSpec statement(String sql, List<Long> fundingIds, Outcome outcome) {
		JdbcClient.StatementSpec statement = this.jdbc.sql(sql)
			.param("now", LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
			.param("fundings", fundingIds)
			.param("outcome", outcome.name());
		return sql.contains(":type") ? statement.param("type", outcome.notificationType()) : statement;
	}

	/**
	 * The listener of a whole step that settles the fundings which were too large for one
	 * partition.
	 * @param outcome their outcome
	 */
	StepExecutionListener ofSeveralPartitions(Outcome outcome) {
		return new StepExecutionListener() {

			@Override
			public @Nullable ExitStatus afterStep(StepExecution step) {
				if (step.getStatus() == BatchStatus.COMPLETED && step.getSkipCount() == 0) {
					settle(splitFundings(step), outcome, step);
				}
				return null;
			}

		};
	}

	private static List<Long> splitFundings(StepExecution step) {
		return step.getJobExecution()
			.getStepExecutions()
			.stream()
			.filter((partition) -> partition.getStepName().startsWith(step.getStepName() + ":"))
			.map((partition) -> UserPartition.of(partition.getExecutionContext()))
			.filter((partition) -> !partition.isWhole())
			.map((partition) -> Long.valueOf(partition.fundings().through()))
			.distinct()
			.toList();
	}

}
