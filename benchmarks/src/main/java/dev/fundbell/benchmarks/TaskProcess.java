package dev.fundbell.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Process of a task's real jar, started as Data Flow starts it. Its peak memory is
 * watched.
 */
final class TaskProcess {

	private static final Pattern TIMES = Pattern.compile("creating ([0-9.]+) s, publishing ([0-9.]+) s");

	private static final Pattern HEAP_AFTER = Pattern.compile("->([0-9]+)M\\(");

	private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

	private static final String STEP_SECONDS = """
			SELECT TIMESTAMPDIFF(MICROSECOND, MIN(START_TIME), MAX(END_TIME)) / 1e6 FROM BATCH_STEP_EXECUTION
			WHERE JOB_EXECUTION_ID = (SELECT MAX(JOB_EXECUTION_ID) FROM BATCH_JOB_EXECUTION)
			    AND STATUS = 'COMPLETED' AND STEP_NAME IN ('%s')
			""";

	private final Servers servers;

	private final Flow flow;

	private final TaskOptions options;

	private final Path directory;

	TaskProcess(Servers servers, Flow flow, TaskOptions options, Path directory) {
		this.servers = servers;
		this.flow = flow;
		this.options = options;
		this.directory = directory;
	}

	TaskRun run(int rows) throws IOException, InterruptedException, SQLException {
		this.flow.fill(this.servers, rows);
		Path gcLog = this.directory.resolve("gc-" + rows + ".log");
		Path log = this.directory.resolve("task-" + rows + ".log");
		Servers.ProcessorSeconds before = this.servers.processorSeconds();
		Process process = new ProcessBuilder(command(gcLog)).redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		Watched watched = watch(process);
		Servers.ProcessorSeconds used = this.servers.processorSeconds().since(before);
		if (process.exitValue() != 0) {
			throw new IllegalStateException("The task failed, see " + log);
		}
		requireAllPublished(rows);
		MatchResult times = last(TIMES, Files.readString(log));
		return new TaskRun(rows, stepSeconds(), Double.parseDouble(times.group(1)), Double.parseDouble(times.group(2)),
				watched.peakKilobytes() / 1024, heapAfterCollection(gcLog), watched.processorTime().toMillis() / 1e3,
				used);
	}

	private List<String> command(Path gcLog) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.options.javaOptions());
		command.addAll(List.of("-Xlog:gc:file=" + gcLog, "-jar", this.options.jar(this.flow).toString(),
				"--spring.profiles.active=stand-alone"));
		command.addAll(this.flow.arguments());
		command.addAll(this.servers.arguments());
		command.addAll(this.options.taskArguments());
		return command;
	}

	private static Watched watch(Process process) throws IOException, InterruptedException {
		Watched watched = new Watched(0, Duration.ZERO);
		Path status = Path.of("/proc", Long.toString(process.pid()), "status");
		while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
			if (Files.exists(status)) {
				List<MatchResult> peak = PEAK.matcher(Files.readString(status)).results().toList();
				Duration processorTime = process.info().totalCpuDuration().orElse(Duration.ZERO);
				watched = peak.isEmpty() ? watched : new Watched(Long.parseLong(peak.get(0).group(1)), processorTime);
			}
		}
		return watched;
	}

	private static long heapAfterCollection(Path gcLog) throws IOException {
		return HEAP_AFTER.matcher(Files.readString(gcLog))
			.results()
			.mapToLong((match) -> Long.parseLong(match.group(1)))
			.max()
			.orElse(0);
	}

	private double stepSeconds() throws SQLException {
		try (Connection connection = this.servers.connectToPlatform();
				Statement statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery(STEP_SECONDS.formatted(String.join("', '", this.flow.steps())))) {
			row.next();
			return row.getDouble(1);
		}
	}

	private void requireAllPublished(int rows) throws SQLException {
		try (Connection connection = this.servers.connect();
				Statement statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery("SELECT COUNT(*) FROM notifications WHERE state = 'PUBLISHED'")) {
			row.next();
			if (row.getInt(1) != rows) {
				throw new IllegalStateException(row.getInt(1) + " of " + rows + " were published");
			}
		}
	}

	private static MatchResult last(Pattern pattern, String text) {
		List<MatchResult> found = pattern.matcher(text).results().toList();
		return found.get(found.size() - 1);
	}

	private record Watched(long peakKilobytes, Duration processorTime) {

	}

}
