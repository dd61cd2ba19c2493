package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restart of the inspection at the first record of a topic that was made again. The
 * offsets that its group has committed are of the topic as it was, and the inspection
 * would go on behind records that it has not seen. Each instance does this for the
 * partitions that it has, and for those that it gets shortly afterwards, from an instance
 * that had not noticed yet. A record that is inspected twice makes the same dead letter.
 */
final class InspectionRestart {

	static final String BINDING = "inspection-in-0";

	/** By then every instance has noticed that the topic was made again. */
	private static final Duration NOTICE = Duration.ofSeconds(30);

	private static final Logger log = LoggerFactory.getLogger(InspectionRestart.class);

	private final LongSupplier nanoTime;

	/** How often the topic was made again. */
	private final AtomicInteger topics = new AtomicInteger();

	private volatile long noticedAt;

	/** The consumer of each thread that inspects, which alone may use it. */
	private final ThreadLocal<Inspector> inspector = new ThreadLocal<>();

	/**
	 * A restart that is not due.
	 * @param nanoTime {@link System#nanoTime()}
	 */
	InspectionRestart(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/** The topic was deleted and made again. Called by any thread. */
	void topicMadeAgain() {
		this.noticedAt = this.nanoTime.getAsLong();
		this.topics.incrementAndGet();
	}

	/** The calling thread's consumer has got partitions. */
	void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		Inspector present = this.inspector.get();
		int seen = (present != null) ? present.topics : this.topics.get();
		this.inspector.set(new Inspector(consumer, seen));
		if (this.topics.get() > 0 && this.nanoTime.getAsLong() - this.noticedAt < NOTICE.toNanos()) {
			partitions.forEach((each) -> consumer.seek(each, 0));
		}
	}

	/**
	 * Moves the calling thread's consumer to the first records of a topic that was made
	 * again. Where these are gone already, Kafka goes to the first that are left.
	 * @return whether it has moved: the records of this poll come again
	 */
	boolean restart() {
		Inspector own = this.inspector.get();
		int present = this.topics.get();
		if (own == null || own.topics == present) {
			return false;
		}
		log.info("The topic was made again; all its records are inspected");
		this.inspector.set(new Inspector(own.consumer, present));
		own.consumer.assignment().forEach((each) -> own.consumer.seek(each, 0));
		return true;
	}

	/** A consumer, and how many topics it has known. */
	private record Inspector(Consumer<?, ?> consumer, int topics) {

	}

}
