package dev.fundbell.dataflow.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.fundbell.test.app.AppCommand;

import static org.awaitility.Awaitility.await;

/**
 * The real Data Flow shell as a process, which takes commands from its standard input.
 */
public final class Shell implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final Process process;

	private final Writer input;

	private final Path log;

	private int read;

	public Shell(TestServer server) {
		this(List.of("--dataflow.uri=" + server.url()));
	}

	public Shell(TestServer server, String user, String password) {
		this(List.of("--dataflow.uri=" + server.url(), "--dataflow.username=" + user,
				"--dataflow.password=" + password));
	}

	private Shell(List<String> options) {
		List<String> command = new ArrayList<>(AppCommand.of(Platform.jar("shell.jar"), "-Djline.terminal=none",
				"-Duser.language=en", "-Dfile.encoding=UTF-8"));
		command.addAll(options);
		try {
			this.log = Files.createTempFile(Platform.TARGET.resolve("it"), "shell", ".log");
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.log.toFile())
				.directory(Platform.TARGET.toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.input = this.process.outputWriter(StandardCharsets.UTF_8);
	}

	/**
	 * Runs commands one after another.
	 * @return what the shell has printed since the last call, without the lines of stack
	 * traces
	 */
	public String run(String... commands) {
		String end = "end-" + UUID.randomUUID();
		try {
			this.input.write(String.join("\n", commands) + "\n! echo " + end + "\n");
			this.input.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String output = await().atMost(PATIENCE).until(this::output, (printed) -> printed.contains("\n" + end + "\n"));
		String printed = output.substring(this.read);
		this.read = output.length();
		return printed.replaceAll("(?m)^\\s+at .*\n", "");
	}

	private String output() throws IOException {
		return Files.readString(this.log).replace("\r", "");
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
