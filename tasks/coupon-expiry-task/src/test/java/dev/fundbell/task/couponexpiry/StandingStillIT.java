package dev.fundbell.task.couponexpiry;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.KillableServers;
import dev.fundbell.test.RealServers;
import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import dev.fundbell.test.task.TaskRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The rule that a process which stands still (SIGSTOP, a frozen machine) is treated like
 * one that is dead, within a bounded time. The times are shorter here than in earnest.
 */
class StandingStillIT {

	private static final LocalDate TODAY = Today.date();

	private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

	private static final int COUPONS = 5000;

	private final TaskRuns task = new TaskRuns(CouponExpiryTaskApplication.class, "--run-date=" + TODAY);

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private Path directory;

	@Test
	void endsWithAReasonWhereTheServicesDatabaseStandsStill() throws Exception {
		try (KillableServers servers = KillableServers.start(this.directory)) {
			Rows rows = new Rows(servers.database().dataSource());
			coupons(rows, 1, -1);
			ChildProcess mariaDb = servers.mariaDb().process();
			try (Connection holder = servers.database().dataSource().getConnection()) {
				lockCoupons(holder);
				CompletableFuture<Throwable> run = CompletableFuture
					.supplyAsync(() -> catchThrowable(() -> runOn(servers)));
				await().atMost(LONG_ENOUGH).until(() -> rows.count("task_runs") == 1);
				mariaDb.pause();
				assertThat(run).succeedsWithin(LONG_ENOUGH);
			}
			finally {
				mariaDb.resume();
			}
		}
		assertThat(this.task.execution("EXIT_CODE")).isEqualTo("1");
		assertThat(this.task.execution("EXIT_MESSAGE")).startsWith("The service's database does not answer (")
			.doesNotContain("\n");
	}

	@Test
	void endsWithAReasonWhereKafkaStandsStillAndFinishesWhenItGoesOn() throws Exception {
		Rows rows = this.task.rows();
		coupons(rows, COUPONS, 1);
		ChildProcess kafka = RealServers.get().kafka().process();
		ChildProcess run = this.task.launch(this.directory, TaskRuns.kafka(), TaskRuns.shortKafkaWaits());
		try {
			await().atMost(LONG_ENOUGH).until(() -> rows.notificationsIn("PUBLISHED") > 0);
			kafka.pause();
			assertThat(run.onExit().orTimeout(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo(1);
		}
		finally {
			kafka.resume();
			run.kill();
		}
		assertThat(this.task.execution("EXIT_MESSAGE")).startsWith("Kafka does not take notifications:");
		this.task.run(TaskRuns.kafka(), "--fundbell.batch.chunk-size=500");
		assertThat(rows.notificationsByState()).isEqualTo(Map.of("PUBLISHED", (long) COUPONS));
	}

	@Test
	void takesOverFromATaskThatStandsStill() throws Exception {
		Rows rows = this.task.rows();
		coupons(rows, COUPONS, 1);
		ChildProcess kafka = RealServers.get().kafka().process();
		ChildProcess frozen = this.task.launch(this.directory, TaskRuns.kafka(), "--fundbell.batch.workers=1",
				"--fundbell.datasource.hikari.connection-init-sql=SET SESSION idle_transaction_timeout = 3");
		try {
			await().atMost(LONG_ENOUGH).until(() -> rows.notificationsIn("PUBLISHED") > 0);
			kafka.pause();
			await().atMost(LONG_ENOUGH).until(() -> isHeld(rows));
			frozen.pause();
			kafka.resume();
			await().atMost(LONG_ENOUGH).until(() -> !isHeld(rows));
			this.task.run(TaskRuns.kafka(), "--fundbell.batch.chunk-size=500");
			assertThat(this.task.execution("EXIT_CODE")).isEqualTo("0");
			assertThat(rows.notificationsIn("PUBLISHED")).isEqualTo(COUPONS);
			String published = publications(rows);
			frozen.resume();
			assertThat(frozen.onExit().orTimeout(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo(1);
			assertThat(publications(rows)).isEqualTo(published);
			assertThat(rows.count("unpublished_ranges")).isZero();
		}
		finally {
			kafka.resume();
			frozen.kill();
		}
	}

	private void runOn(KillableServers servers) {
		this.task.run(TaskRuns.kafka(), "--fundbell.datasource.url=" + servers.database().url(),
				"--fundbell.datasource.username=" + servers.database().username(),
				"--fundbell.datasource.password=" + servers.database().password(),
				"--fundbell.datasource.hikari.connection-timeout=2000",
				"--fundbell.datasource.hikari.data-source-properties.socketTimeout=3000");
	}

	private static void coupons(Rows rows, int number, int daysFromToday) {
		rows.coupons(number, rows.user("ko"), rows.funding("달빛 램프"), TODAY.plusDays(daysFromToday));
	}

	private static void lockCoupons(Connection holder) throws SQLException {
		holder.setAutoCommit(false);
		holder.createStatement().execute("SELECT id FROM coupons FOR UPDATE");
	}

	/** Whether somebody holds the lock of the one chunk that is unpublished. */
	private static boolean isHeld(Rows rows) {
		return rows.count("unpublished_ranges") > 0 && rows.jdbc()
			.sql("SELECT first_id FROM unpublished_ranges FOR UPDATE SKIP LOCKED")
			.query(Long.class)
			.list()
			.isEmpty();
	}

	/** When each notification was published, as one text. */
	private static String publications(Rows rows) {
		return rows.jdbc()
			.sql("SELECT MD5(GROUP_CONCAT(id, state, published_at ORDER BY id)) FROM notifications")
			.query(String.class)
			.single();
	}

}
