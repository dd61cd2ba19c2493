package dev.fundbell.task.fundingclose;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.fundbell.database.Participations;
import dev.fundbell.test.task.JobRuns;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of runs at the same time, in shares, beside users who take part, and with many
 * fundings.
 */
class FundingCloseConcurrencyIT extends FundingCloseTestBase {

	@Test
	void closesLargeAndSmallFundingsTogether() {
		List<Long> users = users(40);
		List<Long> fundings = IntStream.range(0, 60)
			.mapToObj((number) -> this.rows.funding("small " + number, 2 + number % 2, NOW))
			.toList();
		long large = this.rows.funding("large", 1, NOW);
		for (int number = 0; number < fundings.size(); number++) {
			this.rows.participation(fundings.get(number), users.get(number % 40), 1);
			this.rows.participation(fundings.get(number), users.get((number + 1) % 40), 1);
		}
		users.forEach((id) -> this.rows.participation(large, id, 1));
		JobExecution execution = run();
		assertThat(JobRuns.step(execution, "close").getWriteCount()).isEqualTo(61);
		assertThat(JobRuns.step(execution, "notify-success").getWriteCount()).isEqualTo(2 * 30 + 40);
		assertThat(JobRuns.step(execution, "notify-failure").getWriteCount()).isEqualTo(2 * 30);
		assertEverybodyIsTold(100, 60);
	}

	@Test
	void givesAndTellsEachOnceWhereRunsGoOnAtTheSameTime() {
		List<Long> users = users(100);
		for (int number = 0; number < 5; number++) {
			long funding = this.rows.funding("funding " + number, number % 2 * 1000, NOW);
			users.forEach((id) -> this.rows.participation(funding, id, 1));
		}
		List<CompletableFuture<JobExecution>> runs = IntStream.range(0, 3)
			.mapToObj((number) -> CompletableFuture.supplyAsync(this::run))
			.toList();
		runs.forEach(CompletableFuture::join);
		assertEverybodyIsTold(300, 200);
	}

	@Test
	void countsOrRefusesWhoTakesPartMeanwhile() {
		List<Long> users = users(5);
		long funding = this.rows.funding("달빛 램프", 1_000_000, NOW.plusSeconds(60));
		List<CompletableFuture<Integer>> joined = users.stream()
			.map((id) -> CompletableFuture.supplyAsync(() -> joinUntilRefused(funding, id)))
			.toList();
		this.clock.advance(Duration.ofSeconds(60));
		// A run leaves the funding to the next one where users hold its lock for long.
		for (int run = 0; run < 20 && status(funding).equals("OPEN"); run++) {
			run();
		}
		assertThat(status(funding)).isEqualTo("FAILED");
		int taken = joined.stream().mapToInt(CompletableFuture::join).sum();
		assertThat(closing(funding, "participations")).isEqualTo(Integer.toString(taken));
		assertThat(closing(funding, "amount")).isEqualTo(Integer.toString(taken));
		assertThat(this.rows.count("participations")).isEqualTo(taken);
	}

	@Test
	void leavesAFundingWhoseLockSomebodyHoldsAndClosesTheOthers() throws SQLException {
		List<Long> fundings = IntStream.range(0, 60)
			.mapToObj((number) -> this.rows.funding("funding " + number, 1, NOW))
			.toList();
		fundings.forEach((funding) -> this.rows.participation(funding, this.user, 1));
		long locked = fundings.get(20);
		try (Connection holder = this.database.getConnection()) {
			holder.setAutoCommit(false);
			holdForAsLongAsItTakes(holder);
			// As the foreign key of an interest or of a participation does.
			holder.createStatement()
				.execute("SELECT id FROM fundings WHERE id = %d LOCK IN SHARE MODE".formatted(locked));
			JobExecution execution = run();
			assertThat(JobRuns.step(execution, "close").getWriteCount()).isEqualTo(59);
			assertThat(this.report.take(execution)).isEqualTo(
					"close: 1 left to the next run because somebody holds their locks (funding %d)".formatted(locked));
			assertThat(status(locked)).isEqualTo("OPEN");
			assertThat(this.rows.count("notifications")).isEqualTo(59);
			holder.rollback();
		}
		run();
		assertThat(this.rows.count("notifications")).isEqualTo(60);
	}

	@Test
	void sharesTheParticipantsAmongExecutionsThatAreToldTheirShares() {
		List<Long> users = users(50);
		List<Long> elsewhere = IntStream.range(0, 50).mapToObj((number) -> userInAnotherBlock()).toList();
		for (int number = 0; number < 2; number++) {
			long funding = this.rows.funding("funding " + number, 1 + number * 1000, NOW);
			users.forEach((id) -> this.rows.participation(funding, id, 1));
			elsewhere.forEach((id) -> this.rows.participation(funding, id, 1));
		}
		for (int number = 1; number <= 4; number++) {
			// The users are in the first and in the third share.
			assertThat(unsettled()).as("before share %d", number).isEqualTo((number == 2 || number == 3) ? 2 : 0);
			this.jobs.run(new JobParametersBuilder(parameters(NOW, null)).addString("partition", number + "/4")
				.toJobParameters());
		}
		assertEverybodyIsTold(100, 100);
	}

	/**
	 * On a machine under load a run may take longer than a minute. By then MariaDB would
	 * have ended the transaction, since its client is idle.
	 */
	private static void holdForAsLongAsItTakes(Connection holder) throws SQLException {
		holder.createStatement().execute("SET SESSION idle_transaction_timeout = 0");
	}

	private long userInAnotherBlock() {
		long id = this.rows.user("ko");
		this.rows.jdbc().sql("UPDATE users SET id = id + 2000 WHERE id = ?").param(id).update();
		return id + 2000;
	}

	private int joinUntilRefused(long funding, long userId) {
		int taken = 0;
		while (this.rows.jdbc()
			.sql(Participations.JOIN)
			.param("fundingId", funding)
			.param("userId", userId)
			.param("amount", 1)
			.param("now", LocalDateTime.ofInstant(NOW, ZoneOffset.UTC))
			.update() == 1) {
			taken++;
		}
		return taken;
	}

}
