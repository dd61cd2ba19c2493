package dev.fundbell.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Command line of a container engine, of Compose, or of Fundbell beside them.
 *
 * @param words the program and its arguments
 * @param environment added to this JVM's own environment
 */
record ContainerCommand(List<String> words, Map<String, String> environment) {

	private static final long PATIENCE_MINUTES = 8;

	/** Whether a command can be run here, and ends with 0. */
	static boolean succeeds(String... words) {
		try {
			new ContainerCommand(List.of(words), Map.of()).run();
			return true;
		}
		catch (IOException | IllegalStateException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Runs the command to its end.
	 * @return all that it printed
	 * @throws IllegalStateException if it fails, or takes too long
	 */
	String run() throws IOException, InterruptedException {
		Path output = Files.createTempFile("command", ".txt");
		try {
			ProcessBuilder builder = new ProcessBuilder(this.words).directory(Jars.PROJECT.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().putAll(this.environment);
			Process process = builder.start();
			boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
			String printed = Files.readString(output);
			if (!ended || process.exitValue() != 0) {
				process.destroy();
				throw new IllegalStateException("%s failed:%n%s".formatted(String.join(" ", this.words), printed));
			}
			return printed;
		}
		finally {
			Files.delete(output);
		}
	}

}
