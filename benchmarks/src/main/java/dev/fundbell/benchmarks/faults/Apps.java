package dev.fundbell.benchmarks.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.fundbell.app.ClassDataArchive;
import dev.fundbell.app.ExtractedApp;
import dev.fundbell.servers.JavaProgram;

/**
 * Commands of the apps of a built project, as the local system starts them. Each JVM may
 * be given a clock that is wrong.
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
	Path extracted(String module) {
		Path jar = this.jars.apply(module);
		return ExtractedApp.extract(jar, this.directory.resolve(jar.getFileName().toString().replace(".jar", "")));
	}

	/** The command of a sink. */
	List<String> sink(Path jar, Duration clockShift, Path temporaryFiles, List<String> arguments) {
		return command(jar, jvmOptions(clockShift, temporaryFiles), arguments);
	}

	/** The command of a task, which keeps an archive of its classes. */
	List<String> task(Path jar, Duration clockShift, Path temporaryFiles, List<String> arguments) {
		List<String> options = jvmOptions(clockShift, temporaryFiles);
		options.addAll(ClassDataArchive.options(jar, options));
		return command(jar, options, arguments);
	}

	private List<String> jvmOptions(Duration clockShift, Path temporaryFiles) {
		List<String> options = new ArrayList<>(JVM_OPTIONS);
		options.addAll(clock(clockShift));
		options.add("-Djava.io.tmpdir=" + temporaryFiles);
		return options;
	}

	private static List<String> command(Path jar, List<String> jvmOptions, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmOptions);
		command.addAll(List.of("-jar", jar.toString()));
		command.addAll(arguments);
		return command;
	}

	/** The command of the gateway. */
	List<String> gateway(Duration clockShift, int port, Path journal) {
		List<String> options = new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		options.addAll(clock(clockShift));
		return JavaProgram.command(JournalingGateway.class, options,
				List.of(Integer.toString(port), journal.toString()));
	}

	/** The option of a JVM whose clock is shifted; none if it is right. */
	List<String> clock(Duration shift) {
		return shift.isZero() ? List.of()
				: List.of("-javaagent:%s=%s".formatted(this.jars.apply("common/clock-shift-agent"), shift));
	}

}
