package dev.fundbell.local.system;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.fundbell.servers.ChildProcess;
import dev.fundbell.servers.KafkaServer;
import dev.fundbell.servers.KafkaSettings;
import dev.fundbell.servers.LocalServer;
import dev.fundbell.servers.MariaDbServer;
import dev.fundbell.servers.MariaDbSettings;
import dev.fundbell.servers.Ports;

/**
 * Servers of the local system, with their settings: MariaDB, Kafka, Skipper and Data
 * Flow. The constructor starts none of them. Each server can be started, killed and
 * started again by itself, after the servers that it needs.
 */
public final class LocalSystem {

	/** Name and account of the service's database. */
	public static final String SERVICE_DATABASE = "fundbell";

	private static final String INHERITED = "TMP,TZ,LANG,LANGUAGE,LC_.*,PATH,JAVA_HOME,JAVA_TOOL_OPTIONS,SPRING_APPLICATION_JSON,FUNDBELL_(?!SECURITY_|ALERTS_|DATAFLOW_|TRACE_).*";

	private static final String SKIPPER_ACCOUNT = "--spring.cloud.skipper.server.platform.local.accounts.default.";

	private static final String TASK_ACCOUNT = "--spring.cloud.dataflow.task.platform.local.accounts.default.";

	// A task ends within seconds here, so optimising its code costs more than it gains.
	private static final String APP_JVM = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

	private static final String APP_DEFAULTS = "--spring.cloud.dataflow.applicationProperties.";

	private final InstallationPaths paths;

	private final LocalPorts ports;

	private final Secrets secrets;

	private final ZoneId businessZone;

	private final MariaDbServer mariaDb;

	private final KafkaServer kafka;

	private final SpringServer skipper;

	private final SpringServer dataFlow;

	private final AppProcesses apps;

	/**
	 * @param businessZone where the business has its dates
	 */
	public LocalSystem(InstallationPaths paths, LocalPorts ports, Secrets secrets, ZoneId businessZone) {
		this.paths = paths;
		this.ports = ports;
		this.secrets = secrets;
		this.businessZone = businessZone;
		this.mariaDb = new MariaDbServer(MariaDbSettings.of(paths.data("mariadb"), secrets.password("root"))
			.withFiles(paths.files("mariadb"))
			.withPort(ports.mariaDb())
			.withBufferPoolMegabytes(256));
		this.kafka = new KafkaServer(
				KafkaSettings.of(paths.data("kafka")).withFiles(paths.files("kafka")).withPort(ports.kafka()));
		this.skipper = skipperServer();
		this.dataFlow = dataFlowServer();
		this.apps = new AppProcesses(paths.run().resolve("apps"));
	}

	public MariaDbServer mariaDb() {
		return this.mariaDb;
	}

	public KafkaServer kafka() {
		return this.kafka;
	}

	public SpringServer skipper() {
		return this.skipper;
	}

	public SpringServer dataFlow() {
		return this.dataFlow;
	}

	/**
	 * Creates the three databases and their accounts if they are missing.
	 */
	public void createDatabases() {
		for (String name : List.of(SERVICE_DATABASE, "dataflow", "skipper")) {
			this.mariaDb.createDatabase(name, this.secrets.password(name));
		}
	}

	/**
	 * Environment variables that give the apps the service's database.
	 */
	public Map<String, String> serviceEnvironment() {
		return Map.of("FUNDBELL_DATASOURCE_URL", this.mariaDb.jdbcUrl(SERVICE_DATABASE), "FUNDBELL_DATASOURCE_USERNAME",
				SERVICE_DATABASE, "FUNDBELL_DATASOURCE_PASSWORD", this.secrets.password(SERVICE_DATABASE));
	}

	/**
	 * Tracks the apps that Skipper and Data Flow have launched by now. Call it
	 * periodically, so that the apps can be ended even if the two servers are killed.
	 */
	public void trackApps() {
		Stream.of(this.skipper, this.dataFlow)
			.filter(SpringServer::isRunning)
			.forEach((server) -> this.apps.track(server.process().descendants()));
	}

	/**
	 * Ends the stream apps and tasks that still run.
	 */
	public void endApps() {
		this.apps.end();
	}

	/**
	 * The servers in start order.
	 */
	public List<LocalServer> servers() {
		return List.of(this.mariaDb, this.kafka, this.skipper, this.dataFlow);
	}

	/**
	 * The first server that was started and has ended by itself.
	 */
	public Optional<ChildProcess> exited() {
		return servers().stream()
			.filter((server) -> server.isStarted() && !server.isRunning())
			.map(LocalServer::process)
			.findFirst();
	}

	private SpringServer skipperServer() {
		return new SpringServer("Skipper", this.ports.skipper(), "/api/about", this.paths.files("skipper"),
				this.paths.temporaryFiles("skipper"), this.paths.part("skipper-server"),
				List.of("--spring.datasource.url=" + this.mariaDb.jdbcUrl("skipper"),
						"--spring.datasource.username=skipper",
						"--spring.datasource.driver-class-name=org.mariadb.jdbc.Driver",
						"--spring.cloud.config.enabled=false", SKIPPER_ACCOUNT + "env-vars-to-inherit=" + INHERITED,
						SKIPPER_ACCOUNT + "java-cmd=" + SpringServer.java(),
						SKIPPER_ACCOUNT + "working-directories-root=" + this.paths.appDirectories("streams"),
						SKIPPER_ACCOUNT + "delete-files-on-exit=false"),
				environment("skipper"));
	}

	private SpringServer dataFlowServer() {
		String brokers = Ports.HOST + ":" + this.ports.kafka();
		return new SpringServer("Data Flow", this.ports.dataFlow(), "/management/health", this.paths.files("dataflow"),
				this.paths.temporaryFiles("dataflow"), this.paths.dataFlowServer(),
				List.of("--spring.datasource.url=" + this.mariaDb.jdbcUrl("dataflow"),
						"--spring.datasource.username=dataflow",
						"--spring.cloud.skipper.client.serverUri=http://" + Ports.HOST + ":" + this.ports.skipper()
								+ "/api",
						TASK_ACCOUNT + "java-cmd=" + SpringServer.java(), TASK_ACCOUNT + "java-opts=" + APP_JVM,
						TASK_ACCOUNT + "working-directories-root=" + this.paths.appDirectories("tasks"),
						"--fundbell.housekeeping.keep=90d",
						// The account of the apps, from the environment: the server
						// itself only
						// reads.
						"--fundbell.trace.datasource.url=${FUNDBELL_DATASOURCE_URL}",
						"--fundbell.trace.datasource.username=${FUNDBELL_DATASOURCE_USERNAME}",
						"--fundbell.trace.datasource.password=${FUNDBELL_DATASOURCE_PASSWORD}",
						"--fundbell.trace.show-texts=true",
						APP_DEFAULTS + "task.spring.cloud.stream.kafka.binder.brokers=" + brokers,
						APP_DEFAULTS + "stream.spring.cloud.stream.kafka.binder.brokers=" + brokers),
				environment("dataflow"));
	}

	private Map<String, String> environment(String account) {
		Map<String, String> environment = new HashMap<>(serviceEnvironment());
		environment.put("FUNDBELL_TIMEZONE", this.businessZone.getId());
		environment.put("SPRING_DATASOURCE_PASSWORD", this.secrets.password(account));
		return environment;
	}

}
