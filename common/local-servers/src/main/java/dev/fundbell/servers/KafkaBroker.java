package dev.fundbell.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The broker's JVM: formats the storage unless that has been done, then runs Kafka's own
 * main class with the given {@code server.properties}.
 */
public final class KafkaBroker {

	private KafkaBroker() {
	}

	public static void main(String[] args) throws IOException {
		if (!Files.exists(logDirectory(args[0]).resolve("meta.properties"))) {
			int exit = StorageTool.execute(
					new String[] { "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", args[0] },
					System.out);
			if (exit != 0) {
				System.exit(exit);
			}
		}
		Kafka.main(args);
	}

	private static Path logDirectory(String configuration) throws IOException {
		Properties properties = new Properties();
		try (InputStream input = Files.newInputStream(Path.of(configuration))) {
			properties.load(input);
		}
		return Path.of(properties.getProperty("log.dirs"));
	}

}
