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
		coupons(5_000);
		Pause.during(this.flow.kafka().process(), () -> launchUntilClaimed().kill());
		assertThat(this.flow.runTask(RUN_DATE)).isZero();
		assertEverythingArrived(10_000);
	}

	@Test
	void losesNothingWhenTheBrokerIsKilledDuringPublishing() throws IOException, InterruptedException {
		coupons(5_000);
		Pause.during(this.flow.kafka().process(), () -> {
			launchUntilClaimed();
			this.flow.kafka().kill();
		});
		assertThat(this.flow.exitCode()).as("exit code without a broker").isNotZero();
		this.flow.kafka().start();
		assertThat(this.flow.runTask(RUN_DATE)).isZero();
		assertEverythingArrived(10_000);
	}

	@Test
	void losesNothingWhenTheSinkIsKilledDuringDelivery() {
		coupons(20_000);
		this.flow.launchTask(RUN_DATE);
		await().atMost(LONG_ENOUGH).until(() -> !this.subscriber.notifications().isEmpty());
		this.flow.killSink();
		this.flow.startSink();
		assertThat(this.flow.exitCode()).isZero();
		assertEverythingArrived(40_000);
		assertThat(this.subscriber.connections()).isGreaterThan(1);
	}

	@Test
	void losesNothingWhenMariaDbIsKilledDuringTheJob() throws IOException, InterruptedException {
		coupons(5_000);
		Pause.during(this.flow.kafka().process(), () -> {
			launchUntilClaimed();
			this.flow.mariaDb().kill();
		});
		assertThat(this.flow.exitCode()).as("exit code without a database").isNotZero();
		this.flow.mariaDb().start();
		assertThat(this.flow.runTask(RUN_DATE)).isZero();
		assertEverythingArrived(10_000);
	}

	private ReconnectingSubscriber subscribe(long userId) throws IOException, InterruptedException {
		ReconnectingSubscriber subscriber = new ReconnectingSubscriber(this.flow.sinkUrl(), userId,
				this.flow.tokenOf(userId));
		subscriber.start();
		await().atMost(LONG_ENOUGH).until(() -> subscriber.connections() == 1);
		return subscriber;
	}

	private void coupons(int perUser) {
		long funding = this.rows.funding("달빛 램프");
		LocalDate tomorrow = LocalDate.parse(RUN_DATE).plusDays(1);
		for (long userId : List.of(this.user, this.otherUser)) {
			this.rows.coupons(perUser, userId, funding, tomorrow);
		}
	}

	private ChildProcess launchUntilClaimed() {
		ChildProcess task = this.flow.launchTask(RUN_DATE);
		await().atMost(LONG_ENOUGH).until(() -> this.rows.notificationsIn("PUBLISHING") > 0);
		return task;
	}

	private void assertEverythingArrived(int expectedRows) {
		assertThat(this.rows.count("notifications")).isEqualTo(expectedRows);
		assertThat(this.rows.notificationsIn("PUBLISHED")).isEqualTo(expectedRows);
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
