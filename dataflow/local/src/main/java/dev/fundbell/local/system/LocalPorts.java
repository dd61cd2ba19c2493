package dev.fundbell.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Ports;

/**
 * Ports of the local system, all on 127.0.0.1.
 *
 * @param dataFlow the Data Flow server and its dashboard
 * @param sink the sse-sink
 * @param skipper Skipper
 * @param mariaDb MariaDB
 * @param kafka Kafka
 * @param sms the sms-sink
 */
public record LocalPorts(int dataFlow, int sink, int skipper, int mariaDb, int kafka, int sms) {

	public URI dataFlowUrl() {
		return url(this.dataFlow);
	}

	public URI sinkUrl() {
		return url(this.sink);
	}

	public URI smsUrl() {
		return url(this.sms);
	}

	public URI skipperUrl() {
		return url(this.skipper);
	}

	public static String address(int port) {
		return Ports.HOST + ":" + port;
	}

	private static URI url(int port) {
		return URI.create("http://" + address(port));
	}

	/**
	 * Checks that all ports are free.
	 * @throws LocalServerException if another program listens on one of them
	 */
	public void requireFree() {
		requireFree(this.mariaDb, "MariaDB", "mariadb");
		requireFree(this.kafka, "Kafka", "kafka");
		requireFree(this.skipper, "Skipper", "skipper");
		requireFree(this.dataFlow, "Data Flow", "dataflow");
		requireFree(this.sink, "The sse-sink", "sink");
		requireFree(this.sms, "The sms-sink", "sms");
	}

	private static void requireFree(int port, String part, String option) {
		Ports.requireFree(port, part, "choose another port with --%s-port".formatted(option));
	}

	/**
	 * Stores the ports for the commands that are run while the system runs.
	 */
	public void store(Path file) {
		Properties properties = new Properties();
		properties.setProperty("dataflow", Integer.toString(this.dataFlow));
		properties.setProperty("sink", Integer.toString(this.sink));
		properties.setProperty("skipper", Integer.toString(this.skipper));
		properties.setProperty("mariadb", Integer.toString(this.mariaDb));
		properties.setProperty("kafka", Integer.toString(this.kafka));
		properties.setProperty("sms", Integer.toString(this.sms));
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			try (Writer writer = Files.newBufferedWriter(file)) {
				properties.store(writer, null);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static Optional<LocalPorts> load(Path file) {
		Properties properties = new Properties();
		try (var reader = Files.newBufferedReader(file)) {
			properties.load(reader);
			return Optional
				.of(new LocalPorts(port(properties, "dataflow"), port(properties, "sink"), port(properties, "skipper"),
						port(properties, "mariadb"), port(properties, "kafka"), port(properties, "sms")));
		}
		catch (IOException | NumberFormatException ex) {
			return Optional.empty();
		}
	}

	private static int port(Properties properties, String name) {
		return Integer.parseInt(properties.getProperty(name));
	}

}
