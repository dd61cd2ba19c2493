package dev.fundbell.local.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

import dev.fundbell.local.system.Logs;
import dev.fundbell.local.terminal.Terminal;
import dev.fundbell.servers.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Command that shows the log of a part or an app.
 */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the end of a log.")
final class LogsCommand implements Callable<Integer> {

	private static final Duration POLL = Duration.ofMillis(300);

	@Mixin
	private InstallationOptions installation = new InstallationOptions();

	@Parameters(paramLabel = "<part>",
			description = "mariadb, kafka, skipper, dataflow, up, or the name of an app or task (its latest execution).")
	private String part = "";

	@Option(names = { "-f", "--follow" }, description = "Goes on with new lines as they are written, until Ctrl-C.")
	private boolean follow;

	@Option(names = { "-n", "--lines" }, paramLabel = "<count>", description = "The number of lines (default: 200).")
	private int lines = 200;

	@Override
	public Integer call() throws IOException {
		Path file = new Logs(this.installation.paths()).of(this.part);
		PrintStream out = Terminal.out();
		try (InputStream text = Files.newInputStream(file)) {
			tail(text, this.lines).forEach(out::println);
			while (this.follow) {
				text.transferTo(out);
				Pause.of(POLL);
			}
		}
		return 0;
	}

	private static Deque<String> tail(InputStream text, int count) throws IOException {
		Deque<String> tail = new ArrayDeque<>();
		BufferedReader reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
		for (String line = reader.readLine(); line != null; line = reader.readLine()) {
			tail.addLast(line);
			if (tail.size() > count) {
				tail.removeFirst();
			}
		}
		return tail;
	}

}
