package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.local.services.ChildProcess;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SseEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The promise that no notification is lost, on real processes: one is killed at its worst
 * moment, the task is launched again, and then what a subscriber got is what the database
 * holds for that user, no more and no less.
 */
class KilledPartsIT {

	private static final String RUN_DATE = "2026-11-23";

	private static final int COUPONS_PER_USER = 50_000;

	private static final Duration OFTEN = Duration.ofMillis(5);

	private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private Path directory;

	private FlowProcesses flow;

	private Rows rows;

	private long user;

	private long otherUser;

	private ReconnectingSubscriber subscriber;

	private ReconnectingSubscriber otherSubscriber;

	@BeforeEach
	void start() throws IOException, InterruptedException {
		this.flow = new FlowProcesses(this.directory).start();
		this.rows = new Rows(this.flow.database());
		this.user = this.rows.user("ko");
		this.otherUser = this.rows.user("en");
		createCoupons();
		this.subscriber = subscribe(this.user);
		this.otherSubscriber = subscribe(this.otherUser);
	}

	@AfterEach
	void end() {
		this.subscriber.close();
		this.otherSubscriber.close();
		this.flow.close();
	}

	@Test
	void losesNothingWhenTheTaskIsKilledBetweenClaimAndAcknowledgement() throws IOException, InterruptedException {
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
		this.flow.launchTask(RUN_DATE);
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

	private ReconnectingSubscriber subscribe(long userId) throws IOException, InterruptedException {
		ReconnectingSubscriber subscriber = new ReconnectingSubscriber(this.flow.sinkUrl(), userId,
				this.flow.tokenOf(userId));
		subscriber.start();
		await().atMost(LONG_ENOUGH).until(() -> subscriber.connections() == 1);
		return subscriber;
	}

	private void createCoupons() {
		long funding = this.rows.funding("달빛 램프");
		LocalDate tomorrow = LocalDate.parse(RUN_DATE).plusDays(1);
		this.rows.coupons(COUPONS_PER_USER, this.user, funding, tomorrow);
		this.rows.coupons(COUPONS_PER_USER, this.otherUser, funding, tomorrow);
	}

	/** Returns in the middle of publishing: some are published, most are not. */
	private ChildProcess launchUntilPublishing() {
		ChildProcess task = this.flow.launchTask(RUN_DATE);
		awaitNotificationsIn("PUBLISHED");
		return task;
	}

	private void awaitNotificationsIn(String state) {
		await().atMost(LONG_ENOUGH).pollInterval(OFTEN).until(() -> this.rows.notificationsIn(state) > 0);
	}

	/** Claims whose acknowledgement was on its way are over after a moment. */
	private void awaitStuckClaims() {
		await().atMost(LONG_ENOUGH)
			.during(Duration.ofSeconds(1))
			.until(() -> this.rows.notificationsIn("PUBLISHING") > 0);
	}

	private boolean bothGetNotifications() {
		return !this.subscriber.notifications().isEmpty() && !this.otherSubscriber.notifications().isEmpty();
	}

	private void relaunch() {
		assertThat(this.rows.notificationsIn("PUBLISHED")).as("published so far").isLessThan(2 * COUPONS_PER_USER);
		assertThat(this.flow.runTask(RUN_DATE)).as("exit code of the second launch").isZero();
	}

	private void assertEverythingArrived() {
		assertThat(this.rows.count("notifications")).isEqualTo(2 * COUPONS_PER_USER);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(2 * COUPONS_PER_USER);
		assertGotExactlyItsOwn(this.subscriber, this.user);
		assertGotExactlyItsOwn(this.otherSubscriber, this.otherUser);
	}

	private void assertGotExactlyItsOwn(ReconnectingSubscriber subscriber, long userId) {
		Set<Long> stored = new TreeSet<>(this.rows.notificationIdsOf(userId));
		await().atMost(LONG_ENOUGH)
			.untilAsserted(
					() -> assertThat(idsOf(subscriber)).as("ids that user %d got", userId).hasSameSizeAs(stored));
		assertThat(idsOf(subscriber)).isEqualTo(stored);
		assertThat(subscriber.notifications())
			.allSatisfy((event) -> assertThat(eventOf(event).userId()).isEqualTo(userId));
		assertThat(subscriber.resets()).as("times that the sink had lost track").isZero();
	}

	private static Set<Long> idsOf(ReconnectingSubscriber subscriber) {
		return subscriber.notifications()
			.stream()
			.map(SseEvent::notificationId)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static NotificationEvent eventOf(SseEvent event) {
		return NotificationEventJson.read(event.data().getBytes(UTF_8));
	}

}
