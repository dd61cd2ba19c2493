package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fundbell.servers.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Containers of a compose file under a project name, on ports and with secrets of their
 * own.
 */
final class Compose {

	private static final List<List<String>> PROGRAMS = List.of(List.of("docker", "compose"), List.of("docker-compose"));

	private static final List<String> PARTS = List.of("DATAFLOW", "SINK", "SMS", "SKIPPER", "PROMETHEUS");

	private final String project;

	private final Path directory;

	private final List<String> compose = new ArrayList<>(program());

	private final Map<String, String> environment = new LinkedHashMap<>();

	/**
	 * @param project the name of the containers, volumes and networks
	 * @param file the compose file, relative to the source tree
	 * @param directory gets the secrets
	 */
	Compose(String project, String file, Path directory) throws IOException, InterruptedException {
		this.project = project;
		this.directory = directory;
		for (String part : PARTS) {
			this.environment.put("FUNDBELL_" + part + "_PORT", Integer.toString(Ports.free()));
		}
		this.environment.put("FUNDBELL_VERSION", System.getProperty("fundbell.version"));
		this.environment.put("FUNDBELL_METRICS_PUSHGATEWAY", "http://push-gateway:9091");
		this.compose.addAll(List.of("--project-name", project, "--env-file", secretsFile().toString(), "--file",
				Jars.PROJECT.resolve(file).toString()));
		new ContainerCommand(java("compose-env", "--home=" + directory), Map.of()).run();
	}

	/** Whether a container engine, Compose and the images are here. */
	static boolean isPossible() {
		return ContainerCommand.succeeds("docker", "info") && !program().isEmpty()
				&& ContainerCommand.succeeds(Jars.PROJECT.resolve("end-to-end-tests/compose/stand-ins").toString());
	}

	private static List<String> program() {
		return PROGRAMS.stream().filter(Compose::hasVersion).findFirst().orElse(List.of());
	}

	private static boolean hasVersion(List<String> program) {
		List<String> command = new ArrayList<>(program);
		command.add("version");
		return ContainerCommand.succeeds(command.toArray(String[]::new));
	}

	/** Runs a command of Compose to its end, and returns all that it printed. */
	String run(String... words) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(this.compose);
		command.addAll(List.of(words));
		return new ContainerCommand(command, this.environment).run();
	}

	/** Runs a command of Docker to its end, and returns all that it printed. */
	static String docker(String... words) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("docker"));
		command.addAll(List.of(words));
		return new ContainerCommand(command, Map.of()).run();
	}

	/** Runs a command of the command line against the Data Flow server. */
	String fundbell(String... words) throws IOException, InterruptedException {
		List<String> command = java(words);
		command.add("--server=" + url("DATAFLOW"));
		return new ContainerCommand(command, Map.of("FUNDBELL_DATAFLOW_USERNAME", "operator",
				"FUNDBELL_DATAFLOW_PASSWORD", secret("OPERATOR_PASSWORD")))
			.run();
	}

	private static List<String> java(String... words) {
		List<String> command = new ArrayList<>(List
			.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", Jars.FUNDBELL.toString()));
		command.addAll(List.of(words));
		return command;
	}

	/** The id of a service's container. */
	String container(String service) throws IOException, InterruptedException {
		String id = docker("ps", "--all", "--quiet", "--filter", label(), "--filter",
				"label=com.docker.compose.service=" + service)
			.strip();
		assertThat(id).as("the container of " + service).isNotEmpty().hasLineCount(1);
		return id;
	}

	/** Restarts a service's container, as an operator does. */
	void restart(String service) throws IOException, InterruptedException {
		docker("restart", "-t", "30", container(service));
	}

	/** Runs a script in a service's container, and returns all that it printed. */
	String execute(String service, String script) throws IOException, InterruptedException {
		return docker("exec", container(service), "bash", "-c", script);
	}

	/** Whether a service's own health check says so. */
	boolean isHealthy(String service) throws IOException, InterruptedException {
		return docker("inspect", "--format", "{{.State.Health.Status}}", container(service)).strip().equals("healthy");
	}

	/** Removes all containers, and keeps the data unless an option says otherwise. */
	void down(String... options) throws IOException, InterruptedException {
		List<String> words = new ArrayList<>(List.of("--profile", "monitoring", "down", "--timeout", "30"));
		words.addAll(List.of(options));
		run(words.toArray(String[]::new));
	}

	/** Removes everything, with the data. */
	void remove() throws IOException, InterruptedException {
		down("--volumes");
		for (String kind : List.of("container", "volume", "network")) {
			assertThat(docker(kind, "ls", "--quiet", "--filter", label())).as("each " + kind + " that is left")
				.isEmpty();
		}
	}

	private String label() {
		return "label=com.docker.compose.project=" + this.project;
	}

	/** The address of a part, as its port's variable names it. */
	String url(String part) {
		return "http://" + Ports.HOST + ":" + this.environment.get("FUNDBELL_" + part + "_PORT");
	}

	String secret(String name) throws IOException {
		return Files.readAllLines(secretsFile())
			.stream()
			.filter((line) -> line.startsWith(name + "="))
			.map((line) -> line.substring(name.length() + 1))
			.collect(Collectors.joining());
	}

	private Path secretsFile() {
		return this.directory.resolve(".env");
	}

}
