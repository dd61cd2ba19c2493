package dev.fundbell.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A Kafka broker, which is its own controller, as a child JVM on 127.0.0.1. Not
 * thread-safe.
 */
public final class KafkaServer extends ChildServer {

	private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

	private static final Duration STOP_GRACE = Duration.ofSeconds(20);

	/**
	 * In the broker's working directory: an absolute path may have a comma, with which
	 * Kafka would read it as two.
	 */
	private static final String DATA = "data";

	private final KafkaSettings settings;

	private final int port;

	public KafkaServer(KafkaSettings settings) {
		super(START_TIMEOUT, STOP_GRACE);
		this.settings = settings;
		this.port = (settings.port() != 0) ? settings.port() : Ports.free();
	}

	@Override
	public KafkaServer start() {
		super.start();
		return this;
	}

	@Override
	protected ChildCommand prepare() {
		Ports.requireFree(this.port, "Kafka", "choose another port");
		Path directory = this.settings.directory();
		// To G1 with a heap this small, a request of half a megabyte is humongous, and
		// each of them makes it mark the whole heap.
		List<String> jvmOptions = new ArrayList<>(List.of("-Xmx" + this.settings.heapMegabytes() + "m",
				"-XX:+UseSerialGC", "-Dlogback.configurationFile=" + directory.resolve("logback.xml")));
		jvmOptions.addAll(this.settings.jvmOptions());
		List<String> command = JavaProgram.command(KafkaBroker.class, jvmOptions,
				List.of(writeConfiguration().toString()));
		return new ChildCommand("Kafka", command, Map.of(), directory, this.settings.files().log(),
				this.settings.files().pid());
	}

	public int port() {
		return this.port;
	}

	public String bootstrapServers() {
		return Ports.HOST + ":" + this.port;
	}

	/**
	 * Creates a topic; one that exists stays as it is.
	 */
	public void createTopic(String name, int partitions, Map<String, String> configuration) {
		NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configuration);
		try (Admin admin = admin()) {
			admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (!(ex.getCause() instanceof TopicExistsException)) {
				throw new LocalServerException("The topic %s cannot be created: %s".formatted(name, ex.getMessage()),
						ex);
			}
		}
		catch (TimeoutException ex) {
			throw new LocalServerException("The topic %s cannot be created: Kafka does not answer".formatted(name), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalServerException("Interrupted", ex);
		}
	}

	@Override
	protected boolean answers() {
		if (!Ports.answers(this.port)) {
			return false;
		}
		try (Admin admin = admin()) {
			return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalServerException("Interrupted", ex);
		}
	}

	// The client looks for classes with the loader of its thread. From Java 25 on that of
	// a CompletableFuture's thread does not see into an executable jar.
	private Admin admin() {
		Thread thread = Thread.currentThread();
		ClassLoader loader = thread.getContextClassLoader();
		thread.setContextClassLoader(getClass().getClassLoader());
		try {
			return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
		}
		finally {
			thread.setContextClassLoader(loader);
		}
	}

	private Path writeConfiguration() {
		Path directory = this.settings.directory();
		Path file = directory.resolve("server.properties");
		try {
			Files.createDirectories(directory);
			try (InputStream logging = Objects.requireNonNull(getClass().getResourceAsStream("broker-logback.xml"))) {
				Files.copy(logging, directory.resolve("logback.xml"), StandardCopyOption.REPLACE_EXISTING);
			}
			try (OutputStream output = Files.newOutputStream(file)) {
				configuration().store(output, "Written at each start");
			}
			return file;
		}
		catch (IOException ex) {
			throw new LocalServerException(
					"Kafka's directory %s cannot be written: %s".formatted(directory, ex.getMessage()), ex);
		}
	}

	private Properties configuration() {
		String controller = Ports.HOST + ":" + Ports.free();
		Properties properties = new Properties();
		properties.putAll(Map.of("process.roles", "broker,controller", "node.id", "1", "controller.listener.names",
				"CONTROLLER", "listeners", "PLAINTEXT://%s,CONTROLLER://%s".formatted(bootstrapServers(), controller),
				"advertised.listeners", "PLAINTEXT://" + bootstrapServers(), "controller.quorum.voters",
				"1@" + controller, "log.dirs", DATA));
		// One broker can hold one replica, and a local consumer need not wait for others.
		properties.putAll(Map.of("offsets.topic.replication.factor", "1", "offsets.topic.num.partitions", "1",
				"transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1",
				"transaction.state.log.num.partitions", "1", "share.coordinator.state.topic.replication.factor", "1",
				"share.coordinator.state.topic.min.isr", "1", "group.initial.rebalance.delay.ms", "0"));
		properties.putAll(this.settings.options());
		return properties;
	}

}
