package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fundbell.benchmarks.sse.SseSink;
import dev.fundbell.database.ServiceSchema;
import dev.fundbell.event.NotificationTopic;
import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.KafkaSettings;
import dev.fundbell.servers.LocalServer;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;
import dev.fundbell.servers.Ports;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The flow from a coupon to the socket and to the phone: MariaDB, Kafka, the coupon
 * expiry task, an SMS gateway, the sms-sink and the sse-sink, each the real one as a
 * process of its own, but for the gateway.
 */
public final class FlowSystem implements AutoCloseable {

	private static final String PASSWORD = "faults";

	private static final String FUNDBELL = "fundbell";

	private static final String PLATFORM = "dataflow";

	/** What the apps are told where a test has no time for their bounds. */
	private static final List<String> SHORT_WAITS = List.of(
			"--fundbell.datasource.hikari.data-source-properties.socketTimeout=3000",
			"--spring.datasource.hikari.data-source-properties.socketTimeout=3000",
			"--fundbell.datasource.hikari.connection-timeout=2000",
			"--spring.datasource.hikari.connection-timeout=2000");

	private static final List<String> SHORT_WAITS_OF_A_TASK = List.of(
			"--fundbell.datasource.hikari.connection-init-sql=SET SESSION innodb_lock_wait_timeout = 2, idle_transaction_timeout = 2",
			"--spring.cloud.stream.kafka.binder.configuration.default.api.timeout.ms=4000",
			"--spring.cloud.stream.kafka.binder.configuration.request.timeout.ms=3000",
			"--spring.cloud.stream.kafka.binder.producer-properties.max.block.ms=4000",
			"--spring.cloud.stream.kafka.binder.producer-properties.delivery.timeout.ms=5000");

	private final List<AutoCloseable> opened = new ArrayList<>();

	private final HttpClient http = HttpClient.newHttpClient();

	private final Path directory;

	private final Apps apps;

	private final boolean shortWaits;

	private final MariaDbSettings mariaDbSettings;

	private final KafkaSettings kafkaSettings;

	private final int gatewayPort = Ports.free();

	private final int smsPort = Ports.free();

	private final Path journal;

	private final List<Part> parts = new ArrayList<>();

	private final TaskPart task;

	private final SseSink sseSink;

	/**
	 * Starts all parts; the task is launched from now on.
	 * @param jars finds the jar of a module
	 * @param directory an empty directory for data and logs
	 * @param longestPause how long a part stands still at most
	 * @param shortWaits whether the apps are told to wait less for others
	 * @param random decides at which moments faults hit the task
	 * @throws Exception if a part does not start
	 */
	public FlowSystem(Function<String, Path> jars, Path directory, Duration longestPause, boolean shortWaits,
			Random random) throws Exception {
		this.directory = directory;
		this.shortWaits = shortWaits;
		this.apps = new Apps(jars, directory.resolve("apps"));
		Disk mariaDb = disk("mariadb", 768);
		Disk kafka = disk("kafka", 256);
		Disk gateway = disk("gateway", 64);
		Disk sms = disk("sms-sink", 64);
		this.mariaDbSettings = MariaDbSettings.of(mariaDb.directory().resolve("server"), PASSWORD)
			.withPort(Ports.free())
			.withTimeZone("-09:30");
		this.kafkaSettings = KafkaSettings.of(kafka.directory().resolve("server")).withPort(Ports.free()).shortLived();
		this.journal = gateway.directory().resolve("journal");
		try {
			startTogether(part("MariaDB", mariaDb, this::mariaDb), part("Kafka", kafka, this::kafka),
					part("SMS gateway", gateway, (shift) -> gateway(gateway, shift)));
			prepareServers();
			Path smsSink = this.apps.extracted("streams/sms-sink");
			startTogether(part("sms-sink", sms, (shift) -> smsSink(smsSink, sms, longestPause, shift)));
			this.sseSink = opened(new SseSink(this.apps.extracted("streams/sse-sink"), Apps.JVM_OPTIONS, arguments(),
					brokers(), directory.resolve("sse-sink")));
			this.task = opened(task(random).begin());
		}
		catch (Exception ex) {
			close();
			throw ex;
		}
		this.parts.add(this.task);
	}

	/** The parts that faults may hit. */
	List<Part> parts() {
		return List.copyOf(this.parts);
	}

	TaskPart task() {
		return this.task;
	}

	SseSink sseSink() {
		return this.sseSink;
	}

	Path journal() {
		return this.journal;
	}

	String brokers() {
		return Ports.HOST + ":" + this.kafkaSettings.port();
	}

	/** The service's database. */
	Database database() {
		return database(FUNDBELL);
	}

	/** The platform's database. */
	Database platform() {
		return database(PLATFORM);
	}

	private Database database(String name) {
		return new Database("jdbc:mariadb://%s:%d/%s".formatted(Ports.HOST, this.mariaDbSettings.port(), name), name,
				PASSWORD);
	}

	private void prepareServers() {
		MariaDbServer mariaDb = new MariaDbServer(this.mariaDbSettings);
		mariaDb.createDatabase(FUNDBELL, PASSWORD);
		mariaDb.createDatabase(PLATFORM, PASSWORD);
		ServiceSchema.migrate(new DriverManagerDataSource(database().url(), FUNDBELL, PASSWORD));
		new KafkaServer(this.kafkaSettings).createTopic(NotificationTopic.NOTIFICATIONS, 4, Map.of());
	}

	private Disk disk(String name, int megabytes) throws IOException {
		return opened(Disk.mount(this.directory.resolve(name), megabytes));
	}

	private ServerPart part(String name, Disk disk, Function<Duration, LocalServer> servers) {
		ServerPart part = opened(new ServerPart(name, disk, servers));
		this.parts.add(part);
		return part;
	}

	private static void startTogether(Part... parts) {
		CompletableFuture
			.allOf(Stream.of(parts)
				.map((part) -> CompletableFuture.runAsync(part::start))
				.toArray(CompletableFuture[]::new))
			.join();
	}

	private <T extends AutoCloseable> T opened(T part) {
		this.opened.add(part);
		return part;
	}

	/** A wrong clock is one of the sessions of all accounts but root's. */
	private LocalServer mariaDb(Duration clockShift) {
		return new MariaDbServer(clockShift.isZero() ? this.mariaDbSettings : this.mariaDbSettings
			.withOptions("--init-connect=SET timestamp = UNIX_TIMESTAMP() + %d".formatted(clockShift.toSeconds())));
	}

	private LocalServer kafka(Duration clockShift) {
		KafkaSettings right = this.kafkaSettings;
		List<String> jvmOptions = new ArrayList<>(right.jvmOptions());
		jvmOptions.addAll(this.apps.clock(clockShift));
		return new KafkaServer(new KafkaSettings(right.directory(), right.files(), right.port(), right.heapMegabytes(),
				right.options(), jvmOptions));
	}

	private LocalServer gateway(Disk disk, Duration clockShift) {
		return new AppServer(command("gateway", this.apps.gateway(clockShift, this.gatewayPort, this.journal), disk),
				() -> Ports.answers(this.gatewayPort));
	}

	private LocalServer smsSink(Path jar, Disk disk, Duration longestPause, Duration clockShift) {
		List<String> arguments = new ArrayList<>(arguments());
		// A message that a gateway takes after it stood still must not count as lost
		// before.
		arguments.addAll(SmsArguments.of(this.gatewayPort, longestPause.plusSeconds(10)));
		arguments.add("--server.port=" + this.smsPort);
		List<String> command = this.apps.command(jar, clockShift, disk.directory(), arguments);
		// With a wrong clock it is not ready.
		return new AppServer(command("sms-sink", command, disk),
				clockShift.isZero() ? ready(this.smsPort) : () -> Ports.answers(this.smsPort));
	}

	private TaskPart task(Random random) throws IOException, InterruptedException {
		Disk disk = disk("task", 64);
		Path jar = this.apps.extracted("tasks/coupon-expiry-task");
		Database database = database();
		return new TaskPart(disk, (number, shift) -> {
			List<String> arguments = new ArrayList<>(arguments());
			arguments.addAll(List.of("--spring.profiles.active=stand-alone", "--fundbell.batch.chunk-size=50",
					"--spring.cloud.task.external-execution-id=" + number));
			arguments.addAll(this.shortWaits ? SHORT_WAITS_OF_A_TASK : List.of());
			return command("task-" + number, this.apps.command(jar, shift, disk.directory(), arguments), disk);
		}, () -> database.finds("SELECT COUNT(*) FROM unpublished_ranges"), random);
	}

	/** The pid file is ours: it is written though the part's disk is full. */
	private ChildCommand command(String name, List<String> command, Disk disk) {
		return new ChildCommand(name, command, Map.of(), disk.directory(), disk.directory().resolve(name + ".log"),
				this.directory.resolve(name + ".pid"));
	}

	private List<String> arguments() {
		List<String> arguments = new ArrayList<>(List.of("--fundbell.datasource.url=" + database().url(),
				"--fundbell.datasource.username=" + FUNDBELL, "--fundbell.datasource.password=" + PASSWORD,
				"--spring.datasource.url=" + platform().url(), "--spring.datasource.username=" + PLATFORM,
				"--spring.datasource.password=" + PASSWORD, "--spring.cloud.stream.kafka.binder.brokers=" + brokers()));
		arguments.addAll(this.shortWaits ? SHORT_WAITS : List.of());
		return arguments;
	}

	private BooleanSupplier ready(int port) {
		HttpRequest readiness = HttpRequest
			.newBuilder(URI.create("http://%s:%d/actuator/health/readiness".formatted(Ports.HOST, port)))
			.timeout(Duration.ofSeconds(5))
			.build();
		return () -> {
			try {
				return this.http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
			}
			catch (IOException ex) {
				return false;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		};
	}

	/**
	 * Copies the logs beside the disks, which vanish.
	 * @throws IOException if one cannot be copied
	 */
	public void keepLogs() throws IOException {
		for (Part part : this.parts) {
			Path source = part.disk().directory();
			Path target = Files.createDirectories(this.directory.resolve("logs").resolve(part.name()));
			try (var files = Files.walk(source)) {
				for (Path log : files.filter((file) -> file.toString().endsWith(".log")).toList()) {
					Files.copy(log, target.resolve(log.getFileName()));
				}
			}
		}
	}

	@Override
	public void close() {
		for (int last = this.opened.size() - 1; last >= 0; last--) {
			try {
				this.opened.get(last).close();
			}
			catch (Exception ex) {
				System.out.println("A part is left: " + ex);
			}
		}
	}

}
