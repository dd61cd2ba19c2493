package dev.fundbell.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/** Options that the benchmarks of tasks share. */
final class TaskOptions {

	@Option(names = "--tasks", defaultValue = "tasks",
			description = "Where the tasks' modules are. Default: ${DEFAULT-VALUE}")
	private Path tasks = Path.of(".");

	@Option(names = "--java-options", split = " ", defaultValue = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
			description = "Of the task's JVM. Default, as in the local system: ${DEFAULT-VALUE}")
	private List<String> javaOptions = new ArrayList<>();

	@Option(names = "--task-arguments", split = " ", description = "More arguments for the task.")
	private List<String> taskArguments = new ArrayList<>();

	@Option(names = "--mariadb-options", split = " ", description = "More options for MariaDB.")
	private List<String> mariaDbOptions = new ArrayList<>();

	List<String> javaOptions() {
		return List.copyOf(this.javaOptions);
	}

	List<String> taskArguments() {
		return List.copyOf(this.taskArguments);
	}

	Path jar(Flow flow) {
		return AppJar.of(this.tasks.resolve(flow.module()));
	}

	/** Measures against fresh servers. Where it fails, the logs stay. */
	void measure(Measurement measurement) throws Exception {
		Path directory = Files.createTempDirectory("fundbell-benchmark");
		try (Servers servers = new Servers(directory, this.mariaDbOptions)) {
			measurement.run(servers, directory);
		}
		FileSystemUtils.deleteRecursively(directory);
	}

	/** Something to measure. */
	interface Measurement {

		void run(Servers servers, Path directory) throws Exception;

	}

}
