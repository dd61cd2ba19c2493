package dev.fundbell.local.definition;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

import dev.fundbell.servers.LocalServerException;
import dev.fundbell.servers.Pause;

/**
 * Watch that keeps the streams deployed. A stream whose apps have died, for example with
 * the container that they ran in, is deployed again. A stream that an operator has
 * undeployed stays so.
 */
public final class StreamWatch {

	private static final Duration PAUSE = Duration.ofSeconds(10);

	private final Definitions definitions;

	private final PrintStream out;

	private List<String> dead = List.of();

	private String trouble = "";

	public StreamWatch(Definitions definitions, PrintStream out) {
		this.definitions = definitions;
		this.out = out;
	}

	/**
	 * Looks after the streams until the thread is interrupted.
	 * @throws LocalServerException if it is interrupted
	 */
	public void run() {
		while (true) {
			look();
			Pause.of(PAUSE);
		}
	}

	/**
	 * Looks once. A stream has to be found dead twice, because one that is being deployed
	 * may look so for a moment. A failure is told once, and the next look comes all the
	 * same.
	 */
	void look() {
		try {
			List<String> found = this.definitions.deadStreams();
			List<String> foundTwice = found.stream().filter(this.dead::contains).toList();
			foundTwice.forEach(this::deployAgain);
			this.dead = found.stream().filter((stream) -> !foundTwice.contains(stream)).toList();
			this.trouble = "";
		}
		catch (LocalServerException ex) {
			tell(String.valueOf(ex.getMessage()));
		}
	}

	private void deployAgain(String stream) {
		this.out.printf("The apps of the stream %s have died: it is deployed again%n", stream);
		this.definitions.deployAgain(stream);
	}

	private void tell(String message) {
		if (!message.equals(this.trouble)) {
			this.trouble = message;
			this.out.printf("The streams cannot be looked after for now: %s%n", message);
		}
	}

}
