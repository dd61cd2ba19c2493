package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.fundbell.benchmarks.sse.EventSources;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Comparison of what there is at each place once all faults are over: coupons and
 * notifications in MariaDB, records in Kafka, messages at the gateway, events at the
 * subscribers.
 */
final class Comparison {

	private static final String NOT_TOLD = """
			SELECT c.id FROM coupons c LEFT JOIN notifications n ON n.user_id = c.user_id
			  AND n.type = 'COUPON_DEADLINE' AND n.subject_id = c.id AND n.state = 'PUBLISHED'
			WHERE c.id > %d AND n.id IS NULL
			""".formatted(CouponFeed.LAST_DAY);

	private static final String TOLD_TWICE = """
			SELECT subject_id FROM notifications GROUP BY subject_id HAVING COUNT(*) > 1
			""";

	/** All coupons are valid until the end of the run's day at least. */
	private static final String TAKEN_AWAY = "SELECT id FROM coupons WHERE status = 'EXPIRED'";

	private final FlowSystem system;

	private final int users;

	private final List<Line> lines = new ArrayList<>();

	/**
	 * A comparison.
	 * @param system the system, all of whose parts run
	 * @param users users who have a phone and a subscriber, from 1 on
	 */
	Comparison(FlowSystem system, int users) {
		this.system = system;
		this.users = users;
	}

	/** The coupons of which nobody has been told. */
	static String notTold() {
		return "SELECT COUNT(*) FROM (" + NOT_TOLD + ") AS coupons";
	}

	/**
	 * Compares.
	 * @param clients the subscribers, stopped
	 * @return whether nothing is lost and nothing doubled
	 */
	boolean isEven(EventSources clients) throws SQLException, IOException {
		Database database = this.system.database();
		add("coupons without their notification", database.query(NOT_TOLD));
		add("coupons with two notifications", database.query(TOLD_TWICE));
		add("coupons that were taken away on their last day", database.query(TAKEN_AWAY));
		Set<String> published = new TreeSet<>(database.query("SELECT id FROM notifications WHERE state = 'PUBLISHED'"));
		List<String> records = records(this.system.brokers());
		add("notifications without a record", without(published, records));
		add("records without a notification", without(records, published));
		List<List<Long>> ofUsers = ofUsers(database);
		Set<String> toPhones = new TreeSet<>();
		ofUsers.forEach((ids) -> ids.forEach((id) -> toPhones.add(id.toString())));
		List<String> messages = messages(this.system.journal());
		add("notifications without a message at the gateway", without(toPhones, messages));
		add("messages without a notification", without(messages, toPhones));
		add("messages that the gateway has twice", repeated(messages));
		EventSources.Balance events = clients.balance(ofUsers);
		add("notifications without an event at their subscriber", events.lost());
		add("subscribers that gave up", counted(events.givenUp()));
		add("events of other users", counted(events.foreign()));
		print(published.size(), records.size(), messages.size(), events);
		return this.lines.stream().allMatch((line) -> line.found().isEmpty());
	}

	private void add(String what, Collection<?> found) {
		this.lines.add(new Line(what, List.copyOf(found)));
	}

	private void print(int notifications, int records, int messages, EventSources.Balance events) {
		System.out.printf(Locale.ROOT, """

				%,d notifications, %,d records, %,d messages, %,d events; %,d records and %,d events came again

				| what must not be | count |
				|---|---:|
				""", notifications, records, messages, events.received(), records - notifications, events.repeated());
		for (Line line : this.lines) {
			System.out.printf(Locale.ROOT, "| %s | %,d |%n", line.what(), line.found().size());
		}
		this.lines.stream()
			.filter((line) -> !line.found().isEmpty())
			.forEach((line) -> System.out.printf("The first %s: %s%n", line.what(),
					line.found().stream().limit(10).toList()));
	}

	private List<List<Long>> ofUsers(Database database) throws SQLException {
		List<List<Long>> ofUsers = new ArrayList<>();
		for (int user = 0; user <= this.users; user++) {
			ofUsers.add(new ArrayList<>());
		}
		for (String row : database.query("SELECT CONCAT(user_id, ' ', id) FROM notifications WHERE user_id <= "
				+ this.users + " AND state = 'PUBLISHED'")) {
			String[] columns = row.split(" ");
			ofUsers.get(Integer.parseInt(columns[0])).add(Long.valueOf(columns[1]));
		}
		return ofUsers;
	}

	/** The ids of the notifications of the messages that a gateway has taken. */
	static List<String> messages(Path journal) throws IOException {
		return GatewayJournal.references(journal).stream().map((reference) -> reference.split("-")[1]).toList();
	}

	private static List<String> records(String brokers) {
		List<String> ids = new ArrayList<>();
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(NotificationTopic.NOTIFICATIONS)
				.stream()
				.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
				.toList();
			Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			while (ends.entrySet().stream().anyMatch((end) -> consumer.position(end.getKey()) < end.getValue())) {
				for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
					ids.add(Long.toString(NotificationEventJson.read(each.value()).notificationId()));
				}
			}
		}
		return ids;
	}

	private static List<String> without(Collection<String> some, Collection<String> others) {
		Set<String> known = new HashSet<>(others);
		return some.stream().distinct().filter((each) -> !known.contains(each)).toList();
	}

	private static List<String> repeated(List<String> some) {
		Set<String> seen = new HashSet<>();
		return some.stream().filter((each) -> !seen.add(each)).toList();
	}

	private static List<String> counted(long number) {
		return Collections.nCopies((int) number, "one");
	}

	private record Line(String what, List<?> found) {
	}

}
