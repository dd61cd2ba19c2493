package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fundbell.servers.ChildCommand;
import dev.fundbell.servers.ChildProcess;
import dev.fundbell.test.app.AppCommand;

/** Commands of the benchmarks, as people give them in the project's folder. */
final class BenchmarkCommand {

	private BenchmarkCommand() {
	}

	/**
	 * Runs a command to its end, and prints what it has printed.
	 * @param directory where its output is kept
	 * @param words the command and its options
	 * @return its exit code
	 */
	static int run(Path directory, String... words) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(AppCommand.JVM_OPTIONS);
		command.addAll(List.of("-jar", Jars.BENCHMARKS.toString()));
		command.addAll(List.of(words));
		ChildProcess process = ChildProcess.start(new ChildCommand("benchmarks", command, Map.of(), Jars.PROJECT,
				directory.resolve("output.txt"), directory.resolve("pid")));
		try {
			return process.onExit().orTimeout(8, TimeUnit.MINUTES).join();
		}
		finally {
			process.kill();
			System.out.println(Files.readString(process.logFile()));
		}
	}

}
