package dev.fundbell.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.fundbell.app.ClassDataArchive;
import dev.fundbell.app.ExtractedApp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Start of a task that finds nothing to do, which is most of its run on a quiet day: as
 * an executable jar, extracted, and extracted with the archive of its classes.
 */
@Command(name = "task-start", mixinStandardHelpOptions = true,
		description = "Runs a task that finds nothing to do, from its process's start to its end.")
final class TaskStartBenchmark implements Callable<Integer> {

	private static final String EXECUTABLE = "executable jar";

	private static final String EXTRACTED = "extracted";

	private static final String ARCHIVE = "extracted, with the archive of its classes, as `up` runs it";

	@Option(names = "--rounds", defaultValue = "5",
			description = "How often each of the three, in turns. Default: ${DEFAULT-VALUE}")
	private int rounds;

	@Mixin
	private TaskOptions options = new TaskOptions();

	@Override
	public Integer call() throws Exception {
		this.options.measure(this::measure);
		return 0;
	}

	private void measure(Servers servers, Path directory) throws Exception {
		Path executable = this.options.jar(new CouponExpiryFlow());
		Path extracted = ExtractedApp.extract(executable, directory.resolve("app"));
		Path log = directory.resolve("task.log");
		// The tables of the platform, and the archive.
		new Start(servers, extracted, true).run(log);
		Map<String, Start> starts = new LinkedHashMap<>();
		starts.put(EXECUTABLE, new Start(servers, executable, false));
		starts.put(EXTRACTED, new Start(servers, extracted, false));
		starts.put(ARCHIVE, new Start(servers, extracted, true));
		for (int round = 0; round < this.rounds; round++) {
			for (Start start : starts.values()) {
				start.run(log);
			}
		}
		print(starts);
	}

	private static void print(Map<String, Start> starts) {
		double whole = starts.get(EXECUTABLE).median();
		System.out.println("| the task as | seconds, median | ratio |\n|---|---:|---:|");
		starts.forEach((name, start) -> System.out
			.println(String.format(Locale.ROOT, "| %s | %.2f | %.2f |", name, start.median(), start.median() / whole)));
	}

	/** Way to start the task, and how long its runs have taken. */
	private final class Start {

		private final List<String> command = new ArrayList<>();

		private final boolean archive;

		private final Path jar;

		private final List<String> arguments;

		private final List<Double> seconds = new ArrayList<>();

		Start(Servers servers, Path jar, boolean archive) {
			this.jar = jar;
			this.archive = archive;
			this.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
			this.command.addAll(TaskStartBenchmark.this.options.javaOptions());
			this.arguments = new ArrayList<>(List.of("--spring.profiles.active=stand-alone"));
			this.arguments.addAll(servers.arguments());
			this.arguments.addAll(TaskStartBenchmark.this.options.taskArguments());
		}

		void run(Path log) throws Exception {
			List<String> line = new ArrayList<>(this.command);
			if (this.archive) {
				line.addAll(ClassDataArchive.options(this.jar, line));
			}
			line.addAll(List.of("-jar", this.jar.toString()));
			line.addAll(this.arguments);
			long started = System.nanoTime();
			Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
			if (process.waitFor() != 0) {
				throw new IllegalStateException("The task failed, see " + log);
			}
			this.seconds.add(Duration.ofNanos(System.nanoTime() - started).toMillis() / 1e3);
		}

		double median() {
			return this.seconds.stream().sorted().skip(this.seconds.size() / 2).findFirst().orElseThrow();
		}

	}

}
