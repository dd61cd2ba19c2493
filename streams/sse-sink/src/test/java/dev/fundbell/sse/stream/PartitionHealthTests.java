package dev.fundbell.sse.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** Partitions whose users get nothing, though other brokers answer. */
class PartitionHealthTests {

	private static final Node ONE = new Node(1, "one", 9092);

	private static final Node TWO = new Node(2, "two", 9092);

	private final Map<MetricName, Metric> metrics = new HashMap<>();

	private long now = Duration.ofDays(100).toNanos();

	private final PartitionHealth health = new PartitionHealth((binding) -> new MockConsumer<>("earliest") {

		@Override
		public Map<MetricName, ? extends Metric> metrics() {
			return PartitionHealthTests.this.metrics;
		}

	}, () -> this.now);

	@BeforeEach
	void begin() {
		leaders(ONE, TWO);
	}

	@Test
	void isUpWhileAllLeadersAnswer() {
		pass(60, 1, 2);
		assertThat(this.health.health()).isEqualTo(Health.up().build());
	}

	@Test
	void namesThePartitionsWhoseLeaderDoesNotAnswer() {
		pass(60, 1, 2);
		pass(9, 1);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
		pass(1, 1);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(this.health.health().getDetails()).containsEntry("partitions", List.of(1));
		pass(1, 1, 2);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void namesAPartitionWithoutALeader() {
		pass(60, 1, 2);
		leaders(null, TWO);
		pass(9, 1, 2);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
		leaders(Node.noNode(), TWO);
		pass(1, 1, 2);
		assertThat(this.health.health().getDetails()).containsEntry("partitions", List.of(0));
	}

	@Test
	void givesANewLeaderTimeToAnswer() {
		pass(60, 1);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.DOWN);
		leaders(ONE, ONE);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
		leaders(ONE, TWO);
		pass(9, 1);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
		pass(1, 1);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.DOWN);
		leaders(ONE);
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
	}

	private void leaders(@Nullable Node... leaders) {
		List<TopicPartitionInfo> partitions = new ArrayList<>();
		for (Node leader : leaders) {
			partitions.add(new TopicPartitionInfo(partitions.size(), leader, List.of(), List.of()));
		}
		this.health.take(new TopicDescription("notifications", false, partitions));
	}

	/** Lets seconds pass, in which some brokers answer. */
	private void pass(int seconds, int... brokers) {
		for (int second = 0; second < seconds; second++) {
			this.now += Duration.ofSeconds(1).toNanos();
			for (int broker : brokers) {
				MetricName name = new MetricName("incoming-byte-total", "consumer-node-metrics", "",
						Map.of("node-id", "node-" + broker));
				this.metrics.put(name, new Bytes(name, (double) this.now));
			}
			this.health.observe();
		}
	}

	private record Bytes(MetricName metricName, Object metricValue) implements Metric {

	}

}
