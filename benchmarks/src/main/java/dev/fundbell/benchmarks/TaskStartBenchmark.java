package dev.fundbell.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
		new Start(ARCHIVE, servers, extracted, true).run(log);
		Start whole = new Start(EXECUTABLE, servers, executable, false);
		List<Start> starts = List.of(whole, new Start(EXTRACTED, servers, extracted, false),
				new Start(ARCHIVE, servers, extracted, true));
		for (int round = 0; round < this.rounds; round++) {
			for (Start start : starts) {
				start.run(log);
			}
		}
		System.out.println("| the task as | seconds, median | ratio |\n|---|---:|---:|");
		starts.forEach((start) -> System.out.println(start.row(whole)));
	}

	/** Way to start the task, and how long its runs have taken. */
	private final class Start {

		private final String name;

		private final List<String> command = new ArrayList<>();

		private final boolean archive;

		private final Path jar;

		private final List<String> arguments;

		private final List<Double> seconds = new ArrayList<>();

		Start(String name, Servers servers, Path jar, boolean archive) {
			this.name = name;
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

		String row(Start whole) {
			return String.format(Locale.ROOT, "| %s | %.2f | %.2f |", this.name, median(), median() / whole.median());
		}

		private double median() {
			return this.seconds.stream().sorted().skip(this.seconds.size() / 2).findFirst().orElseThrow();
		}

	}

}
