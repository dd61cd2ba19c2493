package dev.fundbell.sse.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.fundbell.consumer.BindingConsumers;
import dev.fundbell.sse.recent.RecentProperties;
import dev.fundbell.sse.recent.RecentRecords;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;

/**
 * Positions of this instance in the partitions, kept in memory. No offset is committed:
 * an instance begins a little before the end of the topic, to fill the recent past, and
 * has begun once it has read up to the end. From then on it must not skip any record. If
 * it loses its partitions for a while, such as while the broker is away, it continues at
 * its position. It reads a partition that is added later from the first record.
 * Thread-safe.
 */
public final class ConsumerPositions implements KafkaBindingRebalanceListener, BindingConsumers {

	private static final Logger log = LoggerFactory.getLogger(ConsumerPositions.class);

	/** The bindings without a group; the others keep their positions in Kafka. */
	private static final Set<String> BINDINGS = Set.of(NOTIFICATIONS, "readMarkers-in-0");

	/** The consumer's thread waits for the broker no longer than this. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	/** The least that a notification takes in memory: more are not worth reading. */
	private static final int LEAST_SIZE = 256;

	private final Map<TopicPartition, Partition> partitions = new ConcurrentHashMap<>();

	/**
	 * Partitions whose position the broker has not told yet, and who begins at the end.
	 */
	private final Map<TopicPartition, Boolean> unplaced = new ConcurrentHashMap<>();

	private final Map<String, Consumer<?, ?>> consumers = new ConcurrentHashMap<>();

	/** The consumer of notifications of each thread, which alone may use it. */
	private final ThreadLocal<Consumer<?, ?>> ownConsumer = new ThreadLocal<>();

	/**
	 * Partitions of a topic that was made again, which are to be read from their start.
	 */
	private final Set<TopicPartition> madeAgain = ConcurrentHashMap.newKeySet();

	private final RecentRecords recent;

	private final RecentProperties properties;

	private final Clock clock;

	private final InspectionRestart inspection;

	ConsumerPositions(RecentRecords recent, RecentProperties properties, Clock clock, InspectionRestart inspection) {
		this.recent = recent;
		this.properties = properties;
		this.clock = clock;
		this.inspection = inspection;
	}

	@Override
	public void onPartitionsAssigned(String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> assigned,
			boolean initial) {
		this.consumers.put(bindingName, consumer);
		if (bindingName.equals(InspectionRestart.BINDING)) {
			this.inspection.assigned(consumer, assigned);
		}
		if (!BINDINGS.contains(bindingName)) {
			return;
		}
		if (bindingName.equals(NOTIFICATIONS)) {
			this.ownConsumer.set(consumer);
		}
		for (TopicPartition each : assigned) {
			Partition known = this.partitions.get(each);
			if (known != null) {
				consumer.seek(each, known.next);
			}
			else {
				this.unplaced.put(each, initial);
			}
		}
		place(bindingName, consumer);
	}

	/**
	 * Places the partitions that have no position yet. Called in the consumer's thread,
	 * again and again until the broker has told: a partition may be without a leader.
	 */
	void place(Consumer<?, ?> consumer) {
		this.consumers.forEach((bindingName, each) -> {
			if (each == consumer && BINDINGS.contains(bindingName)) {
				place(bindingName, consumer);
			}
		});
	}

	private void place(String bindingName, Consumer<?, ?> consumer) {
		Map<TopicPartition, Boolean> own = new HashMap<>(this.unplaced);
		own.keySet().retainAll(consumer.assignment());
		if (own.isEmpty()) {
			return;
		}
		try {
			Map<TopicPartition, Long> ends = consumer.endOffsets(own.keySet(), PATIENCE);
			Map<TopicPartition, Long> starts = starts(bindingName, consumer, own, ends);
			starts.forEach((each, start) -> begin(bindingName, consumer, each, start,
					this.unplaced.getOrDefault(each, true) ? ends.getOrDefault(each, start) : start));
			consumer.resume(own.keySet());
			this.unplaced.keySet().removeAll(own.keySet());
			log.info("Reading {} partitions for {}", own.size(), bindingName);
			beginIfRead();
		}
		catch (KafkaException ex) {
			// Otherwise the consumer would begin anywhere.
			consumer.pause(own.keySet());
			log.warn("The broker does not tell the positions of {}; asking again: {}", own.keySet(), ex.toString());
		}
	}

	/** Added partitions begin with their first record, the others in the recent past. */
	private Map<TopicPartition, Long> starts(String bindingName, Consumer<?, ?> consumer,
			Map<TopicPartition, Boolean> own, Map<TopicPartition, Long> ends) {
		Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(own.keySet(), PATIENCE));
		Map<TopicPartition, Long> times = new HashMap<>();
		own.forEach((each, initial) -> {
			if (initial) {
				starts.put(each, ends.get(each));
				times.put(each, this.clock.millis() - this.properties.age().toMillis());
			}
		});
		if (bindingName.equals(NOTIFICATIONS) && !times.isEmpty()) {
			Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, PATIENCE);
			starts.replaceAll((each, start) -> recentStart(found.get(each), start));
		}
		return starts;
	}

	/** Where no record is recent enough, the recent past is empty. */
	private long recentStart(@Nullable OffsetAndTimestamp found, long end) {
		long most = this.properties.size().toBytes() / LEAST_SIZE;
		return (found != null) ? Math.max(found.offset(), end - most) : end;
	}

	private void begin(String bindingName, Consumer<?, ?> consumer, TopicPartition each, long start, long liveFrom) {
		consumer.seek(each, start);
		this.partitions.put(each, new Partition(start, liveFrom, bindingName.equals(NOTIFICATIONS)));
		if (bindingName.equals(NOTIFICATIONS)) {
			this.recent.restart(each.partition(), start);
		}
	}

	/** The topic of notifications was deleted and made again. Called by any thread. */
	void topicMadeAgain() {
		this.partitions.forEach((each, partition) -> {
			if (partition.notifications) {
				this.madeAgain.add(each);
			}
		});
	}

	/**
	 * Moves to the beginning of a topic that was made again. Called in the consumer's
	 * thread, before the records of a poll are processed: these come again.
	 * @return the partitions that are read from their first record now
	 */
	Set<TopicPartition> restart() {
		Consumer<?, ?> consumer = this.ownConsumer.get();
		if (this.madeAgain.isEmpty() || consumer == null) {
			return Set.of();
		}
		Set<TopicPartition> restarted = new HashSet<>(this.madeAgain);
		restarted.retainAll(consumer.assignment());
		if (!restarted.isEmpty()) {
			this.madeAgain.removeAll(restarted);
			restarted.forEach((each) -> this.partitions.put(each, new Partition(0, 0, true)));
			consumer.assignment().forEach((each) -> rewind(consumer, each));
		}
		return restarted;
	}

	/** Where the first record is gone already, Kafka goes to the first that is left. */
	private void rewind(Consumer<?, ?> consumer, TopicPartition each) {
		Partition partition = this.partitions.get(each);
		if (partition != null) {
			consumer.seek(each, partition.next);
		}
	}

	/** Has begun once every partition is read up to where its end was at the start. */
	private void beginIfRead() {
		if (!this.recent.hasBegun() && this.unplaced.isEmpty()) {
			List<Partition> notifications = this.partitions.values()
				.stream()
				.filter((each) -> each.notifications)
				.toList();
			if (!notifications.isEmpty() && notifications.stream().allMatch(Partition::isLive)) {
				this.recent.begin();
			}
		}
	}

	/**
	 * The offset from which on a partition's records are new; those before it only fill
	 * the recent past.
	 * @param each a record of the partition
	 * @return the offset
	 */
	long liveFrom(ConsumerRecord<?, ?> each) {
		Partition partition = this.partitions.get(new TopicPartition(each.topic(), each.partition()));
		return (partition != null) ? partition.liveFrom : 0;
	}

	/**
	 * The offset at which a partition continues.
	 * @param each a record of the partition
	 * @return the offset; -1 if it is not known
	 */
	long expected(ConsumerRecord<?, ?> each) {
		Partition partition = this.partitions.get(new TopicPartition(each.topic(), each.partition()));
		return (partition != null) ? partition.next : -1;
	}

	/** Moves the positions behind records that have been processed. */
	void processed(List<ConsumerRecord<byte[], byte[]>> records) {
		for (int index = 0; index < records.size(); index++) {
			ConsumerRecord<?, ?> each = records.get(index);
			// Those of a partition follow each other: only the last one counts.
			if (index + 1 == records.size() || records.get(index + 1).partition() != each.partition()) {
				Partition partition = this.partitions.get(new TopicPartition(each.topic(), each.partition()));
				if (partition != null) {
					partition.next = each.offset() + 1;
					if (partition.notifications) {
						this.recent.moveTo(each.partition(), partition.next);
					}
				}
			}
		}
		beginIfRead();
	}

	/** The calling thread's consumer of notifications, if it has one. */
	@Nullable Consumer<?, ?> ownConsumer() {
		return this.ownConsumer.get();
	}

	/** The consumer of a binding, once it has its share of the topic. */
	@Override
	public @Nullable Consumer<?, ?> consumer(String bindingName) {
		return this.consumers.get(bindingName);
	}

	/** Position in a partition. */
	private static final class Partition {

		private final long liveFrom;

		private final boolean notifications;

		private volatile long next;

		Partition(long next, long liveFrom, boolean notifications) {
			this.next = next;
			this.liveFrom = liveFrom;
			this.notifications = notifications;
		}

		boolean isLive() {
			return this.next >= this.liveFrom;
		}

	}

}
