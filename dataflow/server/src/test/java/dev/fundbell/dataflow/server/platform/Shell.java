package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The real Data Flow shell, fed from a file of commands as scripts feed it.
 */
public final class Shell {

	private final String serverUrl;

	public Shell(TestServer server) {
		this.serverUrl = server.url();
	}

	/**
	 * Runs commands up to the first that fails.
	 * @return all that the shell printed, without the lines of stack traces
	 */
	public String run(String... commands) {
		try {
			Path file = Files.write(Files.createTempFile("shell", ".txt"), List.of(commands));
			Process shell = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-Duser.language=en", "-Dfile.encoding=UTF-8", "-jar",
					Platform.jar("shell.jar").toString(), "--dataflow.uri=" + this.serverUrl,
					"--spring.shell.commandFile=" + file)
				.redirectErrorStream(true)
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
