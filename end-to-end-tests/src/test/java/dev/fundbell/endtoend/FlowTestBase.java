package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.Rows;
import dev.fundbell.test.SseEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Base class of tests of a flow on real processes, one set for a class, with two users
 * per test who listen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FlowTestBase {

	static final Duration OFTEN = Duration.ofMillis(5);

	static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

	/** A task goes on for long enough to be hit in each of its steps. */
	private static final List<String> SMALL_CHUNKS = List.of("--fundbell.batch.chunk-size=100",
			"--fundbell.batch.workers=2");

	FlowProcesses flow;

	Rows rows;

	long user;

	long otherUser;

	ReconnectingSubscriber subscriber;

	ReconnectingSubscriber otherSubscriber;

	@BeforeAll
	void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
		this.flow = new FlowProcesses(directory).start();
		this.rows = new Rows(this.flow.database());
	}

	@AfterAll
	void end() {
		this.flow.close();
	}

	@BeforeEach
	void startTest() throws IOException, InterruptedException {
		this.flow.restore();
		this.user = this.rows.user("ko");
		this.otherUser = this.rows.user("en");
		createRows();
		this.subscriber = subscribe(this.user);
		this.otherSubscriber = subscribe(this.otherUser);
	}

	@AfterEach
	void endTest() {
		this.subscriber.close();
		this.otherSubscriber.close();
	}

	/** Creates what the flow is about. */
	abstract void createRows();

	/** Launches a task that works in small chunks. */
	ChildProcess launchTask(Path jar, String argument, String... more) {
		List<String> arguments = new ArrayList<>(SMALL_CHUNKS);
		arguments.add(argument);
		arguments.addAll(List.of(more));
		return this.flow.launchTask(jar, arguments);
	}

	/** Waits until there is more of something than a number. */
	void awaitMoreThan(long number, String rows) {
		await().atMost(LONG_ENOUGH).pollInterval(OFTEN).until(() -> this.rows.count(rows) > number);
	}

	/** Claims whose acknowledgement was on its way are over after a moment. */
	void awaitStuckClaims() {
		await().atMost(LONG_ENOUGH)
			.during(Duration.ofSeconds(1))
			.until(() -> this.rows.notificationsIn("PUBLISHING") > 0);
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

	void assertBothGotExactlyTheirOwn() {
		assertGotExactlyItsOwn(this.subscriber, this.user);
		assertGotExactlyItsOwn(this.otherSubscriber, this.otherUser);
	}

	private ReconnectingSubscriber subscribe(long userId) throws IOException, InterruptedException {
		ReconnectingSubscriber subscriber = new ReconnectingSubscriber(this.flow.sinkUrl(), userId,
				this.flow.tokenOf(userId));
		subscriber.start();
		await().atMost(LONG_ENOUGH).until(() -> subscriber.connections() == 1);
		return subscriber;
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
