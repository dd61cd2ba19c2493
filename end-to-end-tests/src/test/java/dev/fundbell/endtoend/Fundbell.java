package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import dev.fundbell.servers.Ports;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The launcher as its user runs it, with its state in a directory and on ports of its
 * own.
 */
final class Fundbell {

	private final Path directory;

	private final Map<String, Integer> ports = Map.of("dataflow", Ports.free(), "sink", Ports.free(), "skipper",
			Ports.free(), "mariadb", Ports.free(), "kafka", Ports.free(), "sms", Ports.free());

	private final Map<String, String> environment;

	/**
	 * @param environment options of the apps, as environment variables
	 */
	Fundbell(Path directory, Map<String, String> environment) {
		this.directory = directory;
		this.environment = Map.copyOf(environment);
	}

	/** Runs a command to its end. */
	Outcome run(String... words) throws IOException, InterruptedException {
		// By a relative path, as the README has it.
		Path jar = Jars.PROJECT.relativize(Jars.FUNDBELL);
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
						"-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
		command.addAll(List.of(words));
		Path output = Files.createTempFile(this.directory, "output", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).directory(Jars.PROJECT.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().putAll(this.environment);
		builder.environment().put("FUNDBELL_HOME", Jars.PROJECT.toString());
		builder.environment().put("FUNDBELL_DIRECTORY", state().toString());
		this.ports.forEach((part, port) -> builder.environment()
			.put("FUNDBELL_" + part.toUpperCase(Locale.ROOT) + "_PORT", port.toString()));
		Process process = builder.start();
		if (!process.waitFor(8, TimeUnit.MINUTES)) {
			process.destroyForcibly();
		}
		// The JVM's own line where the tests run under a shifted clock.
		return new Outcome(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8)
			.replaceFirst("Picked up JAVA_TOOL_OPTIONS: .*\\R", ""));
	}

	/** Asks the Data Flow server. */
	String dataFlowUrl() {
		return url("dataflow");
	}

	String sinkUrl() {
		return url("sink");
	}

	String bootstrapServers() {
		return Ports.HOST + ":" + this.ports.get("kafka");
	}

	DataSource database() throws IOException {
		Properties passwords = new Properties();
		passwords.load(Files.newBufferedReader(state().resolve("passwords.properties")));
		return new DriverManagerDataSource(
				"jdbc:mariadb://" + Ports.HOST + ":" + this.ports.get("mariadb") + "/fundbell", "fundbell",
				passwords.getProperty("fundbell"));
	}

	/** Whether something still listens on one of the ports. */
	boolean isListening() {
		return this.ports.values().stream().anyMatch(Ports::answers);
	}

	/** Where the system keeps its files. */
	Path state() {
		return this.directory.resolve("state");
	}

	private String url(String part) {
		return "http://" + Ports.HOST + ":" + this.ports.get(part);
	}

	/**
	 * Result of a command.
	 *
	 * @param exitCode its exit code
	 * @param output all that it printed
	 */
	record Outcome(int exitCode, String output) {

	}

}
