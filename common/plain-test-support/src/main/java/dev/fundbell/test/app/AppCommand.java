package dev.fundbell.test.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.fundbell.app.ExtractedApp;

/**
 * Command lines of Spring Boot apps that start fast and run briefly, as tests need them.
 * They write no archive of their classes: that takes longer than a few starts save.
 */
public final class AppCommand {

	/**
	 * No optimizing compiler, one collector thread, and no verification of classes that
	 * the build has made or checked: a start takes half of the processor's time.
	 */
	public static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
			"-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

	private static final Path APPS = Path.of("target/it/apps").toAbsolutePath();

	private AppCommand() {
	}

	/**
	 * Returns the command that runs an executable jar with further options of the JVM.
	 */
	public static List<String> of(Path executable, String... options) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(JVM_OPTIONS);
		command.addAll(List.of(options));
		command.addAll(List.of("-jar", extracted(executable).toString()));
		return command;
	}

	/** Returns the extracted form of an executable jar. */
	public static synchronized Path extracted(Path executable) {
		return ExtractedApp.extract(executable, APPS.resolve(executable.getFileName().toString().replace(".jar", "")));
	}

}
