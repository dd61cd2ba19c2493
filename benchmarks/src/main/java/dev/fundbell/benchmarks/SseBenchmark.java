package dev.fundbell.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

import dev.fundbell.benchmarks.sse.LocalToken;
import dev.fundbell.benchmarks.sse.SinkProcess;
import dev.fundbell.benchmarks.sse.SseClients;
import dev.fundbell.event.NotificationEvent;
import dev.fundbell.event.NotificationEventJson;
import dev.fundbell.event.NotificationTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/** Benchmark of the SSE sink: its real jar, and clients that only count. */
@Command(name = "sse", mixinStandardHelpOptions = true,
		description = "Opens N event streams of one sse-sink and publishes events to random users of them.")
final class SseBenchmark implements Callable<Integer> {

	@Option(names = "--connections", defaultValue = "10000",
			description = "Event streams, each of a user of its own. Default: ${DEFAULT-VALUE}")
	private int connections;

	@Option(names = "--events", defaultValue = "300000", description = "Events to publish. Default: ${DEFAULT-VALUE}")
	private int events;

	@Option(names = "--sink", defaultValue = "streams/sse-sink/target/sse-sink-0.1.0.jar",
			description = "The sink's jar. Default: ${DEFAULT-VALUE}")
	private Path sink = Path.of(".");

	@Option(names = "--java-options", split = " ", defaultValue = "-Xmx512m",
			description = "Of the sink's JVM. Default: ${DEFAULT-VALUE}")
	private List<String> javaOptions = new ArrayList<>();

	@Option(names = "--sink-arguments", split = " ", description = "More arguments for the sink.")
	private List<String> sinkArguments = new ArrayList<>();

	@Override
	public Integer call() throws Exception {
		Path directory = Files.createTempDirectory("fundbell-benchmark");
		// Where it fails, the logs stay.
		try (Servers servers = new Servers(directory, List.of())) {
			List<String> arguments = new ArrayList<>(servers.arguments());
			arguments.addAll(this.sinkArguments);
			try (SinkProcess process = new SinkProcess(this.sink, this.javaOptions, arguments, directory);
					SseClients clients = new SseClients(process.port())) {
				process.awaitReadiness();
				measure(servers, process, clients);
			}
		}
		FileSystemUtils.deleteRecursively(directory);
		return 0;
	}

	private void measure(Servers servers, SinkProcess process, SseClients clients) throws Exception {
		System.out.println("| what | number | a second | cost |");
		System.out.println("|---|---:|---:|---|");
		long memory = process.residentKilobytes();
		long start = System.nanoTime();
		connect(process, clients);
		report("connections", this.connections, start,
				"%.1f KB resident each".formatted((process.residentKilobytes() - memory) / (double) this.connections));
		// The first run warms the sink's JVM up.
		publish(servers, process, clients);
		Duration processorTime = process.processorTime();
		start = System.nanoTime();
		publish(servers, process, clients);
		report("events", this.events, start, "%.1f µs of the sink's processor time each"
			.formatted(process.processorTime().minus(processorTime).toNanos() / 1e3 / this.events));
	}

	private static void report(String what, int number, long start, String cost) {
		double seconds = (System.nanoTime() - start) / 1e9;
		System.out
			.println(String.format(Locale.ROOT, "| %s | %,d | %,.0f | %s |", what, number, number / seconds, cost));
	}

	/** At most a hundred requests are open at a time. */
	private void connect(SinkProcess process, SseClients clients) throws Exception {
		LocalToken tokens = process.tokens();
		Instant expiry = Instant.now().plus(Duration.ofHours(1));
		for (int user = 1; user <= this.connections; user++) {
			clients.subscribe(user, tokens.of(user, expiry));
			int answered = user - 100;
			process.await(() -> clients.connected() >= answered);
		}
		process.await(() -> clients.connected() >= this.connections);
	}

	private void publish(Servers servers, SinkProcess process, SseClients clients) throws Exception {
		long received = clients.received();
		long first = System.nanoTime();
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", servers.brokers(), "linger.ms", 5), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			for (int event = 0; event < this.events; event++) {
				long user = ThreadLocalRandom.current().nextInt(this.connections) + 1;
				producer.send(new ProducerRecord<>(NotificationTopic.NOTIFICATIONS, NotificationTopic.key(user),
						NotificationEventJson.write(new NotificationEvent(first + event, user, "COUPON_DEADLINE",
								"[달빛 램프] 펀딩 쿠폰이 내일 만료됩니다.", 3L, 4L, Instant.EPOCH, null))));
			}
		}
		process.await(() -> clients.received() >= received + this.events);
	}

}
