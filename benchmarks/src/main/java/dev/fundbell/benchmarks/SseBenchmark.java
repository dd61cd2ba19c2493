package dev.fundbell.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

import dev.fundbell.benchmarks.sse.CopyLoop;
import dev.fundbell.benchmarks.sse.Encryption;
import dev.fundbell.benchmarks.sse.EventServer;
import dev.fundbell.benchmarks.sse.Nchan;
import dev.fundbell.benchmarks.sse.SseClients;
import dev.fundbell.benchmarks.sse.SseSink;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/** Benchmark of the SSE sink beside Nchan, with the same clients in the same run. */
@Command(name = "sse", mixinStandardHelpOptions = true,
		description = "Opens N event streams of one sse-sink, and of Nchan where it is installed; publishes events to random users; cuts all clients and lets them come back.")
final class SseBenchmark implements Callable<Integer> {

	private static final Duration LONGEST = Duration.ofMinutes(3);

	/** A server that has not served a client by then has lost it. */
	private static final Duration STORM = Duration.ofSeconds(60);

	/** How long events are published at a rate before their delay counts, and then. */
	private static final int DELAY_SECONDS = 20;

	/** Requests that have no answer yet. */
	private static final int OUTSTANDING = 200;

	@Option(names = "--connections", defaultValue = "10000",
			description = "Event streams, each of a user of its own. Default: ${DEFAULT-VALUE}")
	private int connections;

	@Option(names = "--events", defaultValue = "300000", description = "Events to publish. Default: ${DEFAULT-VALUE}")
	private int events;

	@Option(names = "--rate", defaultValue = "5000",
			description = "Events a second at which their delay is measured. Default: ${DEFAULT-VALUE}")
	private int rate;

	@Option(names = "--sink", defaultValue = "streams/sse-sink",
			description = "The sink's module, built. Default: ${DEFAULT-VALUE}")
	private Path sink = Path.of(".");

	/** As the local system deploys it, with room for more clients. */
	@Option(names = "--java-options", split = " ", defaultValue = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
			description = "Of the sink's JVM. Default: ${DEFAULT-VALUE}")
	private List<String> javaOptions = new ArrayList<>();

	@Option(names = "--tls",
			description = "Measures the sink with TLS as well, and with TLS and HTTP/2. A handshake costs the clients as much as the sink.")
	private boolean tls;

	@Option(names = "--sink-arguments", split = " ", description = "More arguments for the sink.")
	private List<String> sinkArguments = new ArrayList<>();

	@Override
	public Integer call() throws Exception {
		Path directory = Files.createTempDirectory("fundbell-benchmark");
		Map<String, List<String>> columns = new LinkedHashMap<>();
		if (Nchan.isInstalled()) {
			measure(() -> new Nchan(directory.resolve("nchan")), columns);
		}
		else {
			System.out.println("Nchan is not installed (Debian: libnginx-mod-nchan), so it is not measured.");
		}
		measure(() -> new CopyLoop(directory.resolve("loop"), this.connections), columns);
		// Where it fails, the logs stay.
		try (Servers servers = new Servers(directory, List.of(), Map.of("message.timestamp.type", "LogAppendTime"))) {
			List<@Nullable Encryption> ways = new ArrayList<>();
			ways.add(null);
			if (this.tls) {
				ways.add(Encryption.create(directory.resolve("tls"), false));
				ways.add(Encryption.create(directory.resolve("http2"), true));
			}
			for (Encryption way : ways) {
				measure(() -> start(servers, directory.resolve("sink"), way), columns);
			}
		}
		print(columns);
		FileSystemUtils.deleteRecursively(directory);
		return 0;
	}

	private SseSink start(Servers servers, Path directory, @Nullable Encryption way) throws Exception {
		SseSink process = new SseSink(AppJar.of(this.sink), this.javaOptions, arguments(servers, way),
				servers.brokers(), directory, way);
		process.awaitReady();
		return process;
	}

	private List<String> arguments(Servers servers, @Nullable Encryption way) {
		List<String> arguments = new ArrayList<>(servers.arguments());
		arguments.addAll(List.of("--fundbell.sse.heartbeat=5m", "--fundbell.sse.retry=300ms",
				// The last events of each user, like Nchan: rows that would replay older
				// ones are not there.
				"--fundbell.sse.recent.size=64MB"));
		arguments.addAll(this.sinkArguments);
		return arguments;
	}

	private static void print(Map<String, List<String>> columns) {
		List<String> rows = List.of("connects: seconds", "connects: ms of the server's CPU each",
				"connects: KB resident each", "events a second", "µs of the server's CPU an event",
				"delay since the publication, median and 99 %: ms",
				"delay since the append to the log, if there is one: ms",
				"the same to a consumer that does nothing else: ms",
				"all cut, one event missed each: seconds until served", "all cut: ms of the server's CPU each",
				"of them lost", "of them refused", "µs of the server's CPU an event to a user who is not connected");
		System.out.println("| what | " + String.join(" | ", columns.keySet()) + " |");
		System.out.println("|---|" + "---:|".repeat(columns.size()));
		for (int row = 0; row < rows.size(); row++) {
			int index = row;
			System.out.println("| " + rows.get(row) + " | "
					+ String.join(" | ", columns.values().stream().map((column) -> column.get(index)).toList()) + " |");
		}
	}

	/** Measures a process that has just started, with clients that know its answers. */
	private void measure(Callable<EventServer> start, Map<String, List<String>> columns) throws Exception {
		try (EventServer rehearsal = start.call()) {
			try (SseClients clients = new SseClients(rehearsal, this.connections)) {
				connectAll(rehearsal, clients);
			}
			// A sink that is killed is a member of its consumer groups for a while.
			rehearsal.stop();
		}
		try (EventServer server = start.call()) {
			columns.put(server.name(), measure(server));
		}
	}

	private List<String> measure(EventServer server) throws Exception {
		List<String> column = new ArrayList<>();
		try (SseClients clients = new SseClients(server, this.connections);
				EventServer.Publisher publisher = server.publisher()) {
			connects(server, clients, column);
			// The first run warms the server up.
			publish(server, clients, publisher, this.events, 0);
			throughput(server, clients, publisher, column);
			delays(server, clients, publisher, column);
			storm(server, clients, publisher, column);
			// Last: it fills the recent past with events of others.
			unwanted(server, clients, publisher, column);
		}
		return column;
	}

	private void connects(EventServer server, SseClients clients, List<String> column) throws Exception {
		long memory = server.residentKilobytes();
		Duration processorTime = server.processorTime();
		long start = System.nanoTime();
		connectAll(server, clients);
		column.add(format("%.2f", seconds(start)));
		column.add(format("%.2f", millisEach(server, processorTime, this.connections)));
		column.add(format("%.1f", (server.residentKilobytes() - memory) / (double) this.connections));
	}

	private void throughput(EventServer server, SseClients clients, EventServer.Publisher publisher,
			List<String> column) throws Exception {
		Duration processorTime = server.processorTime();
		long start = System.nanoTime();
		publish(server, clients, publisher, this.events, 0);
		column.add(format("%,.0f", this.events / seconds(start)));
		column.add(format("%.1f", millisEach(server, processorTime, this.events) * 1000));
	}

	/** Each instance reads all events, of which it delivers a small part. */
	private void unwanted(EventServer server, SseClients clients, EventServer.Publisher publisher, List<String> column)
			throws Exception {
		Duration processorTime = server.processorTime();
		for (int event = 0; event < this.events; event++) {
			publisher.publish(this.connections + 1L + event % this.connections, System.nanoTime());
		}
		// Some in each partition, behind the others: once they have come, all are read.
		publish(server, clients, publisher, 100, 0);
		column.add(format("%.1f", millisEach(server, processorTime, this.events) * 1000));
	}

	private void delays(EventServer server, SseClients clients, EventServer.Publisher publisher, List<String> column)
			throws Exception {
		// Sparse events take other ways than dense ones, in the broker, too, which JIT
		// compilers meet here first.
		publish(server, clients, publisher, this.rate * DELAY_SECONDS, this.rate);
		publisher.watch();
		clients.forgetDelays();
		publish(server, clients, publisher, this.rate * DELAY_SECONDS, this.rate);
		column.add(quantiles(clients.delays((published) -> published)));
		column.add(quantiles(clients.delays(publisher::appended)));
		column.add(quantiles(publisher.readDelays()));
	}

	private static String quantiles(long... sorted) {
		return (sorted.length == 0) ? "–"
				: format("%.1f, %.1f", sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
	}

	private void storm(EventServer server, SseClients clients, EventServer.Publisher publisher, List<String> column)
			throws Exception {
		long before = clients.received();
		clients.cut();
		for (int user = 1; user <= this.connections; user++) {
			publisher.publish(user, System.nanoTime());
		}
		publisher.flush();
		Duration processorTime = server.processorTime();
		long start = System.nanoTime();
		connectAll(server, clients);
		server.await(() -> clients.received() >= before + this.connections, STORM);
		column.add(format("%.2f", seconds(start)));
		column.add(format("%.2f", millisEach(server, processorTime, this.connections)));
		column.add(Long.toString(before + this.connections - clients.received()));
		column.add(Long.toString(clients.refused()));
	}

	private void connectAll(EventServer server, SseClients clients) throws Exception {
		for (int user = 1; user <= this.connections; user++) {
			clients.connect(user);
			awaitAnswers(server, clients, user - OUTSTANDING);
		}
		awaitAnswers(server, clients, this.connections);
	}

	private static void awaitAnswers(EventServer server, SseClients clients, int count) throws InterruptedException {
		if (!server.await(() -> clients.connected() + clients.refused() >= count, LONGEST)) {
			throw new IllegalStateException(server.name() + " has answered only "
					+ (clients.connected() + clients.refused()) + " subscriptions of " + count);
		}
	}

	/** Publishes as fast as the server takes it, or at a rate. */
	private void publish(EventServer server, SseClients clients, EventServer.Publisher publisher, int count, int rate)
			throws Exception {
		long received = clients.received();
		long start = System.nanoTime();
		for (int event = 0; event < count; event++) {
			if (rate != 0) {
				long due = start + event * 1_000_000_000L / rate;
				while (System.nanoTime() < due) {
					Thread.sleep(1);
				}
			}
			publisher.publish(ThreadLocalRandom.current().nextInt(this.connections) + 1, System.nanoTime());
		}
		publisher.flush();
		if (!server.await(() -> clients.received() >= received + count, LONGEST)) {
			throw new IllegalStateException(
					server.name() + " has delivered only " + (clients.received() - received) + " events of " + count);
		}
	}

	private static double millisEach(EventServer server, Duration before, int count) {
		return server.processorTime().minus(before).toNanos() / 1e6 / count;
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	private static String format(String pattern, Object... values) {
		return String.format(Locale.ROOT, pattern, values);
	}

}
