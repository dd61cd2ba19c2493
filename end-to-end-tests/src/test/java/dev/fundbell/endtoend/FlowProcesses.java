package dev.fundbell.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import dev.fundbell.database.ServiceSchema;
import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.HealthEndpoint;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.KafkaSettings;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;
import dev.fundbell.servers.Ports;
import dev.fundbell.test.app.AppCommand;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The flow's four processes, as Data Flow would run them, for a test that kills one: the
 * packaged task and sink, a MariaDB and a Kafka of their own.
 */
final class FlowProcesses implements AutoCloseable {

	private static final String PASSWORD = "test";

	private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

	private final Path directory;

	private final MariaDbServer mariaDb;

	private final KafkaServer kafka;

	private final int sinkPort = Ports.free();

	private final List<ChildProcess> tasks = new ArrayList<>();

	private @Nullable ChildProcess sink;

	private int launches;

	FlowProcesses(Path directory) {
		this.directory = directory;
		this.mariaDb = new MariaDbServer(MariaDbSettings.of(directory.resolve("mariadb"), PASSWORD)
			.withTimeZone("-09:30")
			.withBufferPoolMegabytes(256)
			.withFlushLogAtCommit(2));
		this.kafka = new KafkaServer(KafkaSettings.of(directory.resolve("kafka")).shortLived());
	}

	FlowProcesses start() {
		CompletableFuture<KafkaServer> broker = CompletableFuture.supplyAsync(this.kafka::start);
		this.mariaDb.start();
		this.mariaDb.createDatabase("fundbell", PASSWORD);
		this.mariaDb.createDatabase("dataflow", PASSWORD);
		ServiceSchema.migrate(database());
		broker.join().createTopic("notifications", 4, Map.of());
		startSink();
		return this;
	}

	/** Ends the tasks, and starts each server again that a test has killed. */
	void restore() {
		this.tasks.forEach(ChildProcess::kill);
		this.mariaDb.start();
		this.kafka.start();
		if (this.sink == null || !this.sink.isAlive()) {
			startSink();
		}
	}

	MariaDbServer mariaDb() {
		return this.mariaDb;
	}

	KafkaServer kafka() {
		return this.kafka;
	}

	DataSource database() {
		return new DriverManagerDataSource(this.mariaDb.jdbcUrl("fundbell"), "fundbell", PASSWORD);
	}

	String sinkUrl() {
		return "http://" + Ports.HOST + ":" + this.sinkPort;
	}

	void startSink() {
		ChildProcess started = java("sse-sink", Jars.SSE_SINK, Map.of(),
				List.of("--spring.profiles.active=local", "--server.port=" + this.sinkPort, "--fundbell.sse.warm-up=0",
						"--fundbell.sse.local.key-file=" + this.directory.resolve("sign-in.key")));
		this.sink = started;
		started.await(Duration.ofSeconds(90),
				new HealthEndpoint(URI.create(sinkUrl() + "/actuator/health/readiness"))::isUp);
	}

	void killSink() {
		if (this.sink != null) {
			this.sink.kill();
		}
	}

	/**
	 * Launches a task.
	 * @param jar its jar
	 * @param arguments its arguments
	 */
	ChildProcess launchTask(Path jar, List<String> arguments) {
		this.launches++;
		Map<String, String> platform = Map.of("SPRING_DATASOURCE_URL", this.mariaDb.jdbcUrl("dataflow"),
				"SPRING_DATASOURCE_USERNAME", "dataflow", "SPRING_DATASOURCE_PASSWORD", PASSWORD);
		// It need not wait as long as in earnest for a database that is gone.
		List<String> all = new ArrayList<>(
				List.of("--spring.profiles.active=stand-alone", "--fundbell.datasource.hikari.connection-timeout=1000",
						"--spring.datasource.hikari.connection-timeout=1000"));
		all.addAll(arguments);
		ChildProcess task = java("task-" + this.launches, jar, platform, all);
		this.tasks.add(task);
		return task;
	}

	/** Waits until the task that was launched last has ended. */
	int exitCode() {
		return this.tasks.get(this.tasks.size() - 1).onExit().orTimeout(180, TimeUnit.SECONDS).join();
	}

	/** Signs a user in as the demo page does. */
	String tokenOf(long userId) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(sinkUrl() + "/api/local/sign-in"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"userId\":" + userId + "}"))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		Matcher token = TOKEN.matcher(response.body());
		if (!token.find()) {
			throw new IOException("No token in the answer, status " + response.statusCode());
		}
		return token.group(1);
	}

	private ChildProcess java(String name, Path jar, Map<String, String> environment, List<String> arguments) {
		List<String> command = new ArrayList<>(AppCommand.of(jar, "-Xmx256m"));
		command.add("--spring.cloud.stream.kafka.binder.brokers=" + this.kafka.bootstrapServers());
		command.addAll(arguments);
		Map<String, String> all = new HashMap<>(environment);
		all.putAll(Map.of("FUNDBELL_DATASOURCE_URL", this.mariaDb.jdbcUrl("fundbell"), "FUNDBELL_DATASOURCE_USERNAME",
				"fundbell", "FUNDBELL_DATASOURCE_PASSWORD", PASSWORD));
		return ChildProcess.start(ChildCommand.of(name, command, this.directory).withEnvironment(all));
	}

	@Override
	public void close() {
		this.tasks.forEach(ChildProcess::kill);
		killSink();
		this.kafka.kill();
		this.mariaDb.kill();
	}

}
