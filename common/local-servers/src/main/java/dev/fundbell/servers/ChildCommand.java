package dev.fundbell.servers;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Command of a {@link ChildProcess}.
 *
 * @param name the part's name, as messages show it
 * @param command the program and its arguments, which every user of the machine can read
 * with {@code ps}: no secrets here
 * @param environment added to this JVM's own environment; the place for secrets
 * @param directory the working directory
 * @param logFile where standard output and error are appended
 * @param pidFile names the running process for a later run of this program
 */
public record ChildCommand(String name, List<String> command, Map<String, String> environment, Path directory,
		Path logFile, Path pidFile) {

	public ChildCommand {
		command = List.copyOf(command);
		environment = Map.copyOf(environment);
	}

	/**
	 * A command whose log and pid file are named after it and lie in {@code directory}.
	 */
	public static ChildCommand of(String name, List<String> command, Path directory) {
		return new ChildCommand(name, command, Map.of(), directory, directory.resolve(name + ".log"),
				directory.resolve(name + ".pid"));
	}

	public ChildCommand withEnvironment(Map<String, String> added) {
		Map<String, String> merged = new HashMap<>(this.environment);
		merged.putAll(added);
		return new ChildCommand(this.name, this.command, merged, this.directory, this.logFile, this.pidFile);
	}

	/**
	 * Without the environment, which may hold secrets.
	 */
	@Override
	public String toString() {
		return this.name + ": " + String.join(" ", this.command);
	}

}
