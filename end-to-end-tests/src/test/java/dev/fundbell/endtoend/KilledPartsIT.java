package dev.fundbell.endtoend;

import java.time.LocalDate;
import java.util.Map;

import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.Today;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The promise that no notification is lost, on real processes: one is killed at its worst
 * moment, the task is launched again, and then what a subscriber got is what the database
 * holds for that user, no more and no less.
 */
class KilledPartsIT extends FlowTestBase {

	private final LocalDate runDate = Today.date();

	private static final int COUPONS_PER_USER = 50_000;

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
		launchUntilPublishing();
		this.flow.kafka().kill();
		assertThat(this.flow.exitCode()).as("exit code without a broker").isNotZero();
		this.flow.kafka().start();
		relaunch();
		assertEverythingArrived();
	}

	@Test
	void losesNothingWhenTheSinkIsKilledDuringDelivery() {
		launchTask();
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
		long funding = this.rows.funding("달빛 램프");
		LocalDate tomorrow = this.runDate.plusDays(1);
		this.rows.coupons(COUPONS_PER_USER, this.user, funding, tomorrow);
		this.rows.coupons(COUPONS_PER_USER, this.otherUser, funding, tomorrow);
	}

	private ChildProcess launchTask() {
		return this.flow.launchTask(Jars.COUPON_EXPIRY_TASK, "--run-date=" + this.runDate);
	}

	/** Returns in the middle of publishing: some are published, most are not. */
	private ChildProcess launchUntilPublishing() {
		ChildProcess task = launchTask();
		awaitMoreThan(0, "notifications WHERE state = 'PUBLISHED'");
		return task;
	}

	private boolean bothGetNotifications() {
		return !this.subscriber.notifications().isEmpty() && !this.otherSubscriber.notifications().isEmpty();
	}

	private void relaunch() {
		assertThat(this.rows.notificationsIn("PUBLISHED")).as("published so far").isLessThan(2 * COUPONS_PER_USER);
		launchTask();
		assertThat(this.flow.exitCode()).as("exit code of the second launch").isZero();
	}

	private void assertEverythingArrived() {
		assertThat(this.rows.notificationsByState()).isEqualTo(Map.of("PUBLISHED", 2L * COUPONS_PER_USER));
		assertBothGotExactlyTheirOwn();
	}

}
