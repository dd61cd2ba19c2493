package dev.fundbell.endtoend;

import java.time.LocalDate;
import java.util.Map;

import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.Today;
import dev.fundbell.test.task.TaskRuns;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The promise that no notification is lost, on real processes: one is killed at its worst
 * moment, the task is launched again, and then what a subscriber got is what the database
 * holds for that user, no more and no less.
 */
class KilledPartsIT extends FlowTestBase {

	private static final int COUPONS_PER_USER = 10_000;

	private final LocalDate runDate = Today.date();

	@Test
	void losesNothingWhenTheTaskIsKilledBetweenClaimAndAcknowledgement() {
		ChildProcess task = launchUntilPublishing();
		Pause.during(this.flow.kafka().process(), () -> {
			awaitStuckClaims();
			task.kill();
		});
		assertThat(this.rows.notificationsIn("PUBLISHING")).as("claimed by the killed task").isPositive();
		relaunch();
		assertEverythingArrived();
	}

	@Test
	void losesNothingWhenTheBrokerIsKilledDuringPublishing() {
		launchUntilPublishing(TaskRuns.shortKafkaWaits());
		this.flow.kafka().kill();
		assertThat(this.flow.exitCode()).as("exit code without a broker").isNotZero();
		this.flow.kafka().start();
		relaunch();
		assertEverythingArrived();
	}

	@Test
	void losesNothingWhenTheSinkIsKilledDuringDelivery() {
		launchNotifying();
		await().atMost(LONG_ENOUGH).pollInterval(OFTEN).until(this::bothGetNotifications);
		this.flow.killSink();
		this.flow.startSink();
		assertThat(this.flow.exitCode()).isZero();
		assertEverythingArrived();
		assertThat(this.subscriber.connections()).as("connections of the subscriber").isGreaterThan(1);
	}

	@Test
	void losesNothingWhenMariaDbIsKilledDuringTheJob() {
		launchUntilPublishing();
		this.flow.mariaDb().kill();
		assertThat(this.flow.exitCode()).as("exit code without a database").isNotZero();
		this.flow.mariaDb().start();
		relaunch();
		assertEverythingArrived();
	}

	@Override
	void createRows() {
		this.rows.jdbc().sql("DELETE FROM unpublished_ranges").update();
		this.rows.jdbc().sql("DELETE FROM notifications").update();
		this.rows.jdbc().sql("DELETE FROM coupons").update();
		long funding = this.rows.funding("달빛 램프");
		LocalDate tomorrow = this.runDate.plusDays(1);
		this.rows.coupons(COUPONS_PER_USER, this.user, funding, tomorrow);
		this.rows.coupons(COUPONS_PER_USER, this.otherUser, funding, tomorrow);
	}

	private ChildProcess launchNotifying(String... more) {
		return launchTask(Jars.COUPON_EXPIRY_TASK, "--run-date=" + this.runDate, more);
	}

	/** Returns in the middle of publishing: some are published, most are not. */
	private ChildProcess launchUntilPublishing(String... more) {
		ChildProcess task = launchNotifying(more);
		awaitMoreThan(0, "notifications WHERE state = 'PUBLISHED'");
		return task;
	}

	private boolean bothGetNotifications() {
		return !this.subscriber.notifications().isEmpty() && !this.otherSubscriber.notifications().isEmpty();
	}

	private void relaunch() {
		assertThat(this.rows.notificationsIn("PUBLISHED")).as("published so far").isLessThan(2 * COUPONS_PER_USER);
		launchNotifying();
		assertThat(this.flow.exitCode()).as("exit code of the second launch").isZero();
	}

	private void assertEverythingArrived() {
		assertThat(this.rows.notificationsByState()).isEqualTo(Map.of("PUBLISHED", 2L * COUPONS_PER_USER));
		assertBothGotExactlyTheirOwn();
	}

}
