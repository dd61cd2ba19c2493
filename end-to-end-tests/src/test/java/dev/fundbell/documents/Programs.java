package dev.fundbell.documents;

import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import picocli.CommandLine;

/** Command lines of the modules, as picocli knows them from the modules' classes. */
final class Programs {

	private static final Path FUNDBELL = Project.ROOT.resolve("dataflow/local/target/classes");

	private static final Path BENCHMARKS = Project.ROOT.resolve("benchmarks/target/classes");

	private Programs() {
	}

	static CommandLine fundbell() throws ReflectiveOperationException, MalformedURLException {
		Method commandLine = load(FUNDBELL, "dev.fundbell.local.command.Fundbell").getDeclaredMethod("commandLine");
		commandLine.setAccessible(true);
		return (CommandLine) commandLine.invoke(null);
	}

	static boolean hasBenchmarks() {
		return Files.exists(BENCHMARKS);
	}

	static CommandLine benchmarks() throws ReflectiveOperationException, MalformedURLException {
		return new CommandLine(load(BENCHMARKS, "dev.fundbell.benchmarks.Benchmarks"));
	}

	private static Class<?> load(Path classes, String name) throws ReflectiveOperationException, MalformedURLException {
		URL[] places = { classes.toUri().toURL() };
		return new URLClassLoader(places, Programs.class.getClassLoader()).loadClass(name);
	}

}
