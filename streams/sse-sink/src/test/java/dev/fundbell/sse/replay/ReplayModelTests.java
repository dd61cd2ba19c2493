package dev.fundbell.sse.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.sse.hub.FakeTransport;
import dev.fundbell.sse.hub.Hubs;
import dev.fundbell.sse.hub.SseFrame;
import dev.fundbell.sse.recent.RecentNotification;
import dev.fundbell.sse.recent.RecentProperties;
import dev.fundbell.sse.recent.RecentRecords;
import dev.fundbell.test.SettableClock;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random interleavings of publishing, late and repeated publications, two instances that
 * read at their own pace, and clients that come and go, against a model: each client
 * receives what was published since it first connected, nothing of others, and what
 * memory reaches back to only once. Clients behave like an {@code EventSource}.
 */
class ReplayModelTests {

	private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

	private static final Duration OVERLAP = Duration.ofMinutes(5);

	private final SettableClock clock = new SettableClock(START.toString());

	private final List<Row> rows = new ArrayList<>();

	private final List<Row> topic = new ArrayList<>();

	private final List<Row> unsent = new ArrayList<>();

	private long lastId;

	@RepeatedTest(300)
	void loseNothingAndRepeatNothingThatMemoryKnows(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		boolean roomy = random.nextBoolean();
		List<Instance> instances = List.of(new Instance(roomy), new Instance(roomy));
		List<Client> clients = List.of(new Client(1), new Client(1), new Client(2));
		for (int step = 0; step < 200; step++) {
			this.clock.advance(Duration.ofSeconds(random.nextInt(20)));
			sendOverdue();
			step(random, instances, clients);
		}
		settle(instances, clients);
		for (Client client : clients) {
			assertThat(client.received).as("seed %d, client of user %d", repetition.getCurrentRepetition(), client.user)
				.containsAll(client.owed());
			assertThat(client.received).allMatch((id) -> id % 10 == client.user);
			if (roomy) {
				assertThat(client.received).as("seed %d", repetition.getCurrentRepetition()).doesNotHaveDuplicates();
			}
		}
	}

	private void step(Random random, List<Instance> instances, List<Client> clients) {
		Client client = clients.get(random.nextInt(clients.size()));
		switch (random.nextInt(8)) {
			case 0, 1 -> publish(1 + random.nextInt(2), true);
			case 2 -> publish(1 + random.nextInt(2), false);
			case 3 -> sendLate(random);
			case 4 -> repeat(random);
			case 5 -> instances.forEach((instance) -> instance.read(random.nextInt(4)));
			case 6 -> client.disconnect(random.nextInt(6));
			default -> connect(random, instances, client);
		}
	}

	/**
	 * An instance that is behind cannot know what the other one has sent: it catches up.
	 */
	private void connect(Random random, List<Instance> instances, Client client) {
		Instance instance = instances.get(random.nextInt(instances.size()));
		instance.read(Integer.MAX_VALUE);
		client.connect(instance);
	}

	/** A task claims a row, and sends it at once or later. */
	private void publish(int user, boolean atOnce) {
		this.lastId += 10;
		Row row = new Row(this.lastId + user, user, this.clock.instant());
		this.rows.add(row);
		if (atOnce) {
			this.topic.add(row);
		}
		else {
			this.unsent.add(row);
		}
	}

	private void sendLate(Random random) {
		if (!this.unsent.isEmpty()) {
			this.topic.add(this.unsent.remove(random.nextInt(this.unsent.size())));
		}
	}

	/** No claim is sent later than the overlap, which is what the overlap is for. */
	private void sendOverdue() {
		while (!this.unsent.isEmpty()
				&& this.unsent.get(0).publishedAt.plus(OVERLAP).minusSeconds(60).isBefore(this.clock.instant())) {
			this.topic.add(this.unsent.remove(0));
		}
	}

	private void repeat(Random random) {
		if (!this.topic.isEmpty()) {
			this.topic.add(this.topic.get(random.nextInt(this.topic.size())));
		}
	}

	private void settle(List<Instance> instances, List<Client> clients) {
		this.topic.addAll(this.unsent);
		instances.forEach((instance) -> instance.read(Integer.MAX_VALUE));
		for (Client client : clients) {
			client.disconnect();
			client.connect(instances.get(0));
			client.disconnect();
		}
	}

	/** A row of the database, and its record. */
	private record Row(long id, long user, Instant publishedAt) {

		NotificationEvent event() {
			return new NotificationEvent(this.id, this.user, "T", "m", null, null, this.publishedAt, null);
		}

	}

	/** An instance of the sink: its hub, its memory, its position in the topic. */
	private final class Instance {

		private final Hubs hubs = Hubs.with(Map.of("lifetime", "0", "max-connections-per-user", "0"));

		private final RecentRecords recent;

		private final Replays replays;

		private int position;

		Instance(boolean roomy) {
			this.recent = new RecentRecords(
					new RecentProperties(roomy ? DataSize.ofMegabytes(10) : DataSize.ofBytes(1500),
							Duration.ofDays(10)),
					ReplayModelTests.this.clock);
			NotificationFrames frames = new NotificationFrames(ReplayModelTests.this.clock);
			StoredReplays stored = new StoredReplays(new ModelNotifications(), Runnable::run, null,
					ReplayModelTests.this.clock);
			this.replays = new Replays(this.hubs.hub(), this.recent, stored, frames);
			this.recent.restart(0, 0);
			this.recent.begin();
		}

		void read(int most) {
			List<Row> all = ReplayModelTests.this.topic;
			for (int count = 0; count < most && this.position < all.size(); count++, this.position++) {
				Row row = all.get(this.position);
				if (this.recent.append(0, this.position, row.publishedAt.toEpochMilli(),
						new RecentNotification(row.user, row.id, NotificationEventJson.write(row.event())))) {
					this.hubs.hub().send(row.user, SseFrame.of(row.event()));
				}
			}
		}

	}

	/** The database, in the order of publication. */
	private final class ModelNotifications extends StoredNotifications {

		ModelNotifications() {
			super(null, new ReplayProperties(OVERLAP, 3, Duration.ZERO, 1), ReplayModelTests.this.clock);
		}

		@Override
		List<List<StoredNotification>> nextPages(List<StoredHistory> clients) {
			return clients.stream().map(this::nextPage).toList();
		}

		private List<StoredNotification> nextPage(StoredHistory client) {
			return ReplayModelTests.this.rows.stream()
				.filter((row) -> row.user == client.subscriber().userId())
				.map((row) -> new StoredNotification(row.event(), new Position(row.publishedAt, row.id)))
				.filter((row) -> isBehind(row, client))
				.limit(pageSize())
				.toList();
		}

		private boolean isBehind(StoredNotification row, StoredHistory client) {
			Position position = client.position();
			if (position != null) {
				int order = row.position().publishedAt().compareTo(position.publishedAt());
				return order > 0 || order == 0 && row.position().id() > position.id();
			}
			return !row.position().publishedAt().isBefore(start(client).minus(OVERLAP));
		}

		private Instant start(StoredHistory client) {
			if (client.cursor().place() != null) {
				return client.cursor().place().at();
			}
			return ReplayModelTests.this.rows.stream()
				.filter((row) -> row.id == client.cursor().notificationId())
				.findAny()
				.orElseThrow()
				.publishedAt();
		}

	}

	/** A native client: it remembers the last id and nothing else. */
	private final class Client {

		private final long user;

		private final List<Long> received = new ArrayList<>();

		private String lastEventId;

		private FakeTransport transport;

		private int connectedAt;

		/** Where the topic ended when it was first greeted. */
		private Integer since;

		Client(long user) {
			this.user = user;
		}

		void connect(Instance instance) {
			disconnect();
			this.connectedAt = instance.position;
			this.transport = FakeTransport.open(instance.replays.subscribe(this.user, null, this.lastEventId));
		}

		void disconnect() {
			disconnect(Integer.MAX_VALUE);
		}

		/** Some of what was written reaches the client before the connection breaks. */
		void disconnect(int frames) {
			if (this.transport == null) {
				return;
			}
			if (this.since == null && frames > 0) {
				this.since = this.connectedAt;
			}
			Arrays.stream(this.transport.written().split("\n\n")).limit(frames).forEach(this::take);
			this.transport.close();
			this.transport = null;
		}

		private void take(String frame) {
			Map<String, String> fields = new HashMap<>();
			frame.lines()
				.filter((line) -> line.contains(": "))
				.forEach((line) -> fields.put(line.substring(0, line.indexOf(':')),
						line.substring(line.indexOf(':') + 2)));
			this.lastEventId = fields.getOrDefault("id", this.lastEventId);
			assertThat(fields.getOrDefault("event", "sse")).isIn("sse", "caught-up");
			if ("sse".equals(fields.get("event")) && !fields.get("data").startsWith("connect")) {
				this.received.add(Long.parseLong(fields.get("id")));
			}
		}

		/** All whose first record came after the client first connected. */
		Set<Long> owed() {
			Set<Long> before = new HashSet<>();
			Set<Long> owed = new HashSet<>();
			for (int position = 0; position < ReplayModelTests.this.topic.size(); position++) {
				Row row = ReplayModelTests.this.topic.get(position);
				if (row.user == this.user) {
					if (this.since == null || position < this.since) {
						before.add(row.id);
					}
					else if (!before.contains(row.id)) {
						owed.add(row.id);
					}
				}
			}
			return owed;
		}

	}

}
