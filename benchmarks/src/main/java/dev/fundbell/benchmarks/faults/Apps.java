package dev.fundbell.benchmarks.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.fundbell.servers.JavaProgram;

/**
 * Commands of the apps, from a built project. Each JVM may be given a clock that is
 * wrong.
 */
final class Apps {

	/** Of the apps, as the local system has them. */
	static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

	private final Function<String, Path> jars;

	private final Path directory;

	/**
	 * The apps of a project.
	 * @param jars finds the jar of a module
	 * @param directory where the apps are extracted, so that they start faster
	 */
	Apps(Function<String, Path> jars, Path directory) {
		this.jars = jars;
		this.directory = directory;
	}

	/** Extracts an app, and returns its jar. */
	Path extracted(String module) throws IOException, InterruptedException {
		Path jar = this.jars.apply(module);
		Path target = this.directory.resolve(jar.getFileName().toString().replace(".jar", ""));
		Process process = new ProcessBuilder(java(), "-Djarmode=tools", "-jar", jar.toString(), "extract",
				"--destination", target.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (process.waitFor() != 0) {
			throw new IOException(jar + " cannot be extracted");
		}
		return target.resolve(jar.getFileName());
	}

	/** The command of an app. */
	List<String> command(Path jar, Duration clockShift, Path temporaryFiles, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(java());
		command.addAll(JVM_OPTIONS);
		command.addAll(clock(clockShift));
		command.addAll(List.of("-Djava.io.tmpdir=" + temporaryFiles, "-jar", jar.toString()));
		command.addAll(arguments);
		return command;
	}

	/** The command of the gateway. */
	List<String> gateway(Duration clockShift, int port, Path journal) {
		List<String> options = new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC"));
		options.addAll(clock(clockShift));
		return JavaProgram.command(JournalingGateway.class, options,
				List.of(Integer.toString(port), journal.toString()));
	}

	/** The option of a JVM whose clock is shifted; none if it is right. */
	List<String> clock(Duration shift) {
		return shift.isZero() ? List.of()
				: List.of("-javaagent:%s=%s".formatted(this.jars.apply("common/clock-shift-agent"), shift));
	}

	private static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

}
