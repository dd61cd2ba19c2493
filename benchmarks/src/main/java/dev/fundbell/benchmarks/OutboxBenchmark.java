package dev.fundbell.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.fundbell.benchmarks.sse.SseSink;
import dev.fundbell.servers.HealthEndpoint;
import dev.fundbell.servers.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/**
 * Benchmark of the outbox: the example service's real jar, whose notifications go to
 * Kafka and from there over the real sse-sink to subscribers.
 */
@Command(name = "outbox", mixinStandardHelpOptions = true,
		description = "Lets the example online service create one notification a request at a rate, and measures when each is in Kafka and at its subscriber.")
final class OutboxBenchmark implements Callable<Integer> {

	private static final Duration LONGEST = Duration.ofMinutes(2);

	private static final int USERS = 50;

	private static final int CALLERS = 16;

	@Option(names = "--requests", defaultValue = "5000", description = "Requests. Default: ${DEFAULT-VALUE}")
	private int requests;

	@Option(names = "--rate", defaultValue = "200", description = "Requests a second. Default: ${DEFAULT-VALUE}")
	private int rate;

	@Option(names = "--service", defaultValue = "examples/online-service",
			description = "The service's module, built. Default: ${DEFAULT-VALUE}")
	private Path service = Path.of(".");

	@Option(names = "--sink", defaultValue = "streams/sse-sink",
			description = "The sink's module, built. Default: ${DEFAULT-VALUE}")
	private Path sink = Path.of(".");

	private final HttpClient http = HttpClient.newHttpClient();

	private final int port = Ports.free();

	@Override
	public Integer call() throws Exception {
		Path directory = Files.createTempDirectory("fundbell-benchmark");
		// Where it fails, the logs stay.
		try (Servers servers = new Servers(directory, List.of())) {
			fill(servers);
			Process process = new ProcessBuilder(command(servers)).redirectErrorStream(true)
				.redirectOutput(directory.resolve("service.log").toFile())
				.start();
			try (SseSink sseSink = new SseSink(AppJar.of(this.sink), List.of("-Xmx256m"), servers.arguments(),
					servers.brokers(), directory.resolve("sink"))) {
				sseSink.awaitReady();
				measure(servers, sseSink);
			}
			finally {
				process.destroyForcibly().waitFor();
			}
		}
		FileSystemUtils.deleteRecursively(directory);
		return 0;
	}

	/** One participant for each funding, so that a request makes one notification. */
	private void fill(Servers servers) throws SQLException {
		int fundings = 2 * this.requests;
		try (Connection connection = servers.connect(); Statement statement = connection.createStatement()) {
			statement.execute("INSERT INTO users (id, name, locale, created_at) SELECT seq, 'A user', 'ko', "
					+ "UTC_TIMESTAMP() FROM seq_1_to_" + USERS);
			statement
				.execute("INSERT INTO fundings (id, title, target_amount, deadline, status, created_at) SELECT seq, "
						+ "'A funding', 1, '9998-01-01', 'OPEN', UTC_TIMESTAMP() FROM seq_1_to_" + fundings);
			statement
				.execute("INSERT INTO participations (funding_id, user_id, amount, status, created_at) SELECT seq, "
						+ "seq % " + USERS + " + 1, 1, 'ACTIVE', UTC_TIMESTAMP() FROM seq_1_to_" + fundings);
		}
	}

	private void measure(Servers servers, SseSink sseSink) throws Exception {
		if (!sseSink.await(new HealthEndpoint(uri("/actuator/health"))::isUp, LONGEST)) {
			throw new IllegalStateException("The service does not become ready");
		}
		Arrivals records = new Arrivals(2 * this.requests);
		Arrivals events = new Arrivals(2 * this.requests);
		Arrivals answers = new Arrivals(2 * this.requests);
		try (OutboxListeners listeners = new OutboxListeners(servers.brokers(), records, sseSink, USERS, events)) {
			listeners.start();
			// The first half warms everything up.
			send(1, answers, records, events);
			send(this.requests + 1, answers, records, events);
			boolean arrived = sseSink
				.await(() -> records.count() >= 2 * this.requests && events.count() >= 2 * this.requests, LONGEST);
			if (!arrived) {
				throw new IllegalStateException("%d requests, %d records, %d events".formatted(2 * this.requests,
						records.count(), events.count()));
			}
		}
		System.out.println("| from the request, at %d a second | median ms | 99 %% ms |".formatted(this.rate));
		System.out.println("|---|---:|---:|");
		print("to the answer, after the commit", answers);
		print("to the record in Kafka", records);
		print("to the event at the subscriber", events);
	}

	private void send(int firstFunding, Arrivals... all) throws InterruptedException {
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		long start = System.nanoTime();
		for (int number = 0; number < this.requests; number++) {
			long due = start + number * 1_000_000_000L / this.rate;
			while (System.nanoTime() < due) {
				Thread.sleep(1);
			}
			int funding = firstFunding + number;
			callers.execute(() -> {
				for (Arrivals each : all) {
					each.sent(funding);
				}
				thank(funding);
				all[0].arrived(funding);
			});
		}
		callers.shutdown();
		callers.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS);
	}

	private void thank(int funding) {
		HttpRequest request = HttpRequest.newBuilder(uri("/fundings/" + funding + "/thanks"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Thank you\"}"))
			.build();
		try {
			HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (!answer.body().equals("{\"told\":1}")) {
				throw new IllegalStateException(answer.body());
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private List<String> command(Servers servers) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-jar",
						AppJar.of(this.service).toString(), "--server.port=" + this.port,
						"--spring.kafka.bootstrap-servers=" + servers.brokers()));
		servers.arguments()
			.stream()
			.filter((argument) -> argument.startsWith("--fundbell.datasource."))
			.map((argument) -> argument.replace("--fundbell.datasource.", "--spring.datasource."))
			.forEach(command::add);
		return command;
	}

	/** The second half: the first one was the warm-up. */
	private void print(String what, Arrivals arrivals) {
		System.out.println(String.format(Locale.ROOT, "| %s | %.1f | %.1f |", what,
				arrivals.delay(0.5, this.requests + 1), arrivals.delay(0.99, this.requests + 1)));
	}

}
