package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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

	private final List<AutoCloseable> opened = new ArrayList<>();

	private final BusinessDay day = BusinessDay.of(Clock.systemUTC());

	private final Path directory;

	private final Apps apps;

	private final AppArguments arguments;

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
		this.apps = new Apps(jars, directory.resolve("apps"));
		Disk mariaDb = disk("mariadb", 768);
		Disk kafka = disk("kafka", 256);
		Disk gateway = disk("gateway", 64);
		Disk sms = disk("sms-sink", 64);
		Disk ofTask = disk("task", 64);
		this.mariaDbSettings = MariaDbSettings.of(mariaDb.directory().resolve("server"), PASSWORD)
			.withPort(Ports.free())
			.withTimeZone("-09:30");
		this.kafkaSettings = KafkaSettings.of(kafka.directory().resolve("server")).withPort(Ports.free()).shortLived();
		this.journal = gateway.directory().resolve("journal");
		this.arguments = new AppArguments(database(), platform(), brokers(), this.day, shortWaits);
		try {
			CompletableFuture<Path> ofSms = extracted("streams/sms-sink");
			startTogether(part("MariaDB", mariaDb, this::mariaDb), part("Kafka", kafka, this::kafka),
					part("SMS gateway", gateway, (shift) -> gateway(gateway, shift)));
			prepareServers();
			this.sseSink = opened(new SseSink(this.apps.extracted("streams/sse-sink"), Apps.JVM_OPTIONS,
					this.arguments.common(), brokers(), directory.resolve("sse-sink")));
			CompletableFuture<Path> jar = extracted("tasks/coupon-expiry-task");
			Path smsSink = ofSms.join();
			startTogether(part("sms-sink", sms, (shift) -> smsSink(smsSink, sms, longestPause, shift)));
			this.sseSink.awaitReady();
			this.task = opened(task(jar.join(), ofTask, random).begin());
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

	BusinessDay day() {
		return this.day;
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

	private CompletableFuture<Path> extracted(String module) {
		return CompletableFuture.supplyAsync(() -> this.apps.extracted(module));
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
		List<String> command = this.apps.sink(jar, clockShift, disk.directory(),
				this.arguments.smsSink(this.smsPort, this.gatewayPort, longestPause));
		// With a wrong clock it is not ready.
		BooleanSupplier ready = clockShift.isZero() ? () -> AppServer.isReady(this.smsPort)
				: () -> Ports.answers(this.smsPort);
		return new AppServer(command("sms-sink", command, disk), ready);
	}

	private TaskPart task(Path jar, Disk disk, Random random) {
		Database database = database();
		return new TaskPart(disk,
				(number, shift) -> command("task-" + number,
						this.apps.task(jar, shift, disk.directory(), this.arguments.task(number)), disk),
				() -> database.finds("SELECT COUNT(*) FROM unpublished_ranges"), random);
	}

	/** The pid file is ours: it is written though the part's disk is full. */
	private ChildCommand command(String name, List<String> command, Disk disk) {
		return new ChildCommand(name, command, Map.of(), disk.directory(), disk.directory().resolve(name + ".log"),
				this.directory.resolve(name + ".pid"));
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
