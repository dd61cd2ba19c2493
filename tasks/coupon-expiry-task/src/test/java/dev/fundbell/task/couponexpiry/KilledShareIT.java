package dev.fundbell.task.couponexpiry;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;

import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.Rows;
import dev.fundbell.test.Today;
import dev.fundbell.test.task.TaskRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rule that the shares of a run add up to the whole, though one of them is killed and
 * launched again while others change the rows that it counts.
 */
class KilledShareIT {

	private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

	/** Blocks of both shares. */
	private static final int COUPONS = 10_000;

	private final TaskRuns task = new TaskRuns(CouponExpiryTaskApplication.class, "--run-date=" + Today.date());

	private final Rows rows = this.task.rows();

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private Path directory;

	@Test
	void doesTheRestOfAKilledShareAndNothingTwice() {
		LocalDate tomorrow = Today.date().plusDays(1);
		this.rows.coupons(COUPONS, this.rows.user("ko"), this.rows.funding("달빛 램프"), tomorrow);
		ChildProcess killed = this.task.launch(this.directory, TaskRuns.kafka(), "--partition=1/2");
		await().atMost(LONG_ENOUGH).until(() -> this.rows.count("notifications") > 100);
		killed.kill();
		assertThat(this.rows.count("notifications")).as("notifications when it was killed").isLessThan(COUPONS / 2);
		share("2/2");
		assertThat(this.rows.count("notifications")).as("notifications without the rest").isLessThan(COUPONS);
		share("1/2");
		assertThat(this.rows.count("notifications")).isEqualTo(COUPONS);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(COUPONS);
		assertThat(this.rows.count("unpublished_ranges")).isZero();
	}

	private void share(String partition) {
		this.task.run(TaskRuns.kafka(), "--partition=" + partition, "--fundbell.batch.chunk-size=500");
		assertThat(this.task.execution("EXIT_CODE")).isEqualTo("0");
	}

}
