package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real Data Flow shell, fed from a file of commands as scripts feed it. */
public final class Shell {

	private final List<String> options;

	public Shell(TestServer server) {
		this.options = List.of("--dataflow.uri=" + server.url());
	}

	public Shell(TestServer server, String user, String password) {
		this.options = List.of("--dataflow.uri=" + server.url(), "--dataflow.username=" + user,
				"--dataflow.password=" + password);
	}

	/**
	 * Runs commands up to the first that fails.
	 * @return all that the shell printed, without the lines of stack traces
	 */
	public String run(String... commands) {
		try {
			Path file = Files.write(Files.createTempFile("shell", ".txt"), List.of(commands));
			List<String> command = new ArrayList<>(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
							"-XX:TieredStopAtLevel=1", "-Duser.language=en", "-Dfile.encoding=UTF-8", "-jar",
							Platform.jar("shell.jar").toString(), "--spring.shell.commandFile=" + file));
			command.addAll(this.options);
			Process shell = new ProcessBuilder(command).redirectErrorStream(true)
				.directory(Platform.TARGET.toFile())
				.start();
			String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return output.replaceAll("(?m)^\tat .*\n", "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
