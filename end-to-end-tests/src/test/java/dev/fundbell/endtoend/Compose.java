package dev.fundbell.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.fundbell.servers.Ports;

/**
 * The containers of docker-compose.yml under a name, on ports and with secrets of their
 * own.
 */
final class Compose {

	private static final List<List<String>> PROGRAMS = List.of(List.of("docker", "compose"), List.of("docker-compose"));

	private final List<String> compose = new ArrayList<>(program());

	private final Path directory;

	private final Map<String, String> ports = new LinkedHashMap<>();

	Compose(Path directory) {
		this.directory = directory;
		for (String part : List.of("DATAFLOW", "SINK", "SMS")) {
			this.ports.put("FUNDBELL_" + part + "_PORT", Integer.toString(Ports.free()));
		}
		this.compose.addAll(List.of("--project-name", "fundbell-test", "--env-file", secretsFile().toString(), "--file",
				Jars.PROJECT.resolve("docker-compose.yml").toString()));
	}

	/** Whether a container engine, Compose and the images are here. */
	static boolean isPossible() {
		return succeeds(List.of("docker", "info")) && !program().isEmpty() && provideImages();
	}

	/**
	 * Pulls the public images, or makes stand-ins for them.
	 * @return whether they are there
	 */
	private static boolean provideImages() {
		return succeeds(List.of(Jars.PROJECT.resolve("end-to-end-tests/compose/stand-ins").toString()));
	}

	private static List<String> program() {
		return PROGRAMS.stream().filter(Compose::hasVersion).findFirst().orElse(List.of());
	}

	private static boolean hasVersion(List<String> program) {
		List<String> command = new ArrayList<>(program);
		command.add("version");
		return succeeds(command);
	}

	private static boolean succeeds(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor(8, TimeUnit.MINUTES) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Runs a command of Compose to its end, and returns all that it printed. */
	String run(String... words) throws InterruptedException {
		List<String> command = new ArrayList<>(this.compose);
		command.addAll(List.of(words));
		try {
			Path output = Files.createTempFile(this.directory, words[0], ".txt");
			ProcessBuilder builder = new ProcessBuilder(command).directory(Jars.PROJECT.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().putAll(this.ports);
			Process process = builder.start();
			boolean ended = process.waitFor(8, TimeUnit.MINUTES);
			String printed = Files.readString(output);
			if (!ended || process.exitValue() != 0) {
				throw new IllegalStateException("%s failed:%n%s".formatted(String.join(" ", words), printed));
			}
			return printed;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String dataFlowUrl() {
		return url("DATAFLOW");
	}

	String sinkUrl() {
		return url("SINK");
	}

	Path secretsFile() {
		return this.directory.resolve(".env");
	}

	String secret(String name) throws IOException {
		return Files.readAllLines(secretsFile())
			.stream()
			.filter((line) -> line.startsWith(name + "="))
			.map((line) -> line.substring(name.length() + 1))
			.collect(Collectors.joining());
	}

	private String url(String part) {
		return "http://" + Ports.HOST + ":" + this.ports.get("FUNDBELL_" + part + "_PORT");
	}

}
