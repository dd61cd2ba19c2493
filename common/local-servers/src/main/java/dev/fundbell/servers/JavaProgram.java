package dev.fundbell.servers;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Command that runs a class of this JVM's class path in another JVM.
 */
public final class JavaProgram {

	private static final String BOOT_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

	private JavaProgram() {
	}

	/**
	 * @param arguments of the class's main method
	 */
	public static List<String> command(Class<?> main, List<String> jvmOptions, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmOptions);
		command.addAll(List.of("-cp", classPath()));
		if (isNested(main)) {
			command.addAll(List.of("-Dloader.main=" + main.getName(), BOOT_LAUNCHER));
		}
		else {
			command.add(main.getName());
		}
		command.addAll(arguments);
		return command;
	}

	// Inside an executable jar the JVM's class path is that jar, and only Boot's launcher
	// finds the classes in it.
	private static boolean isNested(Class<?> type) {
		return type.getProtectionDomain().getCodeSource().getLocation().toString().startsWith("jar:nested:");
	}

	// Absolute, because the child has a working directory of its own.
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map((entry) -> Path.of(entry).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

}
